"""Why a claim is not priced at all, for whoever asks on the command line: Chinese (`zh`) and English (`en`)."""

from __future__ import annotations

from counter.domain.errors import CounterError, FileProblems, NotCovered, PolicyMissing

_CARE = {
    "11": ("普通门诊", "outpatient care"),
    "13": ("急诊", "emergency care"),
    "14": ("门诊慢特病", "special outpatient care"),
    "21": ("普通住院", "inpatient care"),
    "24": ("急诊转住院", "emergency to inpatient care"),
    "41": ("定点药店购药", "a pharmacy"),
    "1301": ("急诊留观", "an observation room"),
    "1401": ("家庭病床", "a family sickbed"),
}
_REASONS = {
    "person_class": (
        "该政策没有这类人员的待遇标准：请核对人员类别(psn_type)和年龄",
        "the package has no class for this kind of person; check type and age",
    ),
    "away": (
        "该政策不支付这种异地就医，或没有写明怎样支付",
        "the package does not pay this kind of care away from home, or does not say how",
    ),
    "undocumented": (
        "计算需要的一个数值没有查证，政策中写明为“undocumented”",
        "it needs a value that no source gives (undocumented in the package)",
    ),
    "before_birth": (
        "这一天参保人还没有出生：请核对就诊(出院)日期和出生日期",
        "the person was not born by then; check the day of care (of discharge) and the day of birth",
    ),
    "before_admission": (
        "这一天在入院日期之前：请核对入院日期和出院日期",
        "the stay had not begun by then; check the days of admission and discharge",
    ),
    "disease": (
        "须先写明治疗的是哪一种规定病种(disease)",
        "say first which listed disease was treated (disease)",
    ),
}


def refusal_sentence(error: CounterError, language: str) -> str:
    """One sentence: what is refused and why; of files, one for each problem; of any other error its own words.

    Args:
        error: what pricing raised.
        language: `zh` or `en`.
    """
    english = language == "en"
    if isinstance(error, PolicyMissing):
        region, scheme, day = error.region, error.scheme, error.day
        care = f"{_CARE.get(error.care, ('', ''))[english]}({error.care})"
        if english:
            return f"no package covers region {region}, scheme {scheme}, {care} on {day}; nothing is guessed"
        return f"没有政策覆盖：统筹区{region}，险种{scheme}，{care}，{day}；不作推测，不予计算。"
    if isinstance(error, NotCovered) and error.reason in _REASONS:
        reason = _REASONS[error.reason][english]
        return f"not covered on {error.day}: {reason}" if english else f"{error.day}不能报销：{reason}。"
    if isinstance(error, FileProblems):
        return "\n".join(problem.told(language) for problem in error.problems)
    return str(error)
