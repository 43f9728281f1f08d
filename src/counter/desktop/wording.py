"""From stable codes to sentences: every error, problem and enum value in the language of the window.

Chinese is the source language; English comes from `resources/translations/counter_en.ts`. Sentences say what happened
and what to do next. The tables only mark texts for translation, they are translated when they are asked for.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QLocale

from counter.desktop.vocabulary import WORDS
from counter.domain.errors import (
    CardError,
    CardNotAccepted,
    CounterError,
    FileProblem,
    FileProblems,
    IdentityMismatch,
    InputProblems,
    NotReversible,
    Problem,
)
from counter.domain.money import format_amount


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: N802, ARG001 - the name that lupdate looks for
    """Mark a text for translation."""
    return text


_ERRORS = {
    "error": QT_TRANSLATE_NOOP("Wording", "没有做成。请再试一次；仍不行请告诉主管。"),
    "input_problems": QT_TRANSLATE_NOOP("Wording", "还有 {count} 处要改，已在各栏旁边说明。"),
    "invalid_amount.not_a_number": QT_TRANSLATE_NOOP("Wording", "这不是金额。请输入数字，例如 1234.50。"),
    "invalid_amount.too_many_decimals": QT_TRANSLATE_NOOP("Wording", "金额最多两位小数。请核对后重新输入。"),
    "invalid_amount.too_large": QT_TRANSLATE_NOOP("Wording", "金额太大。请核对小数点。"),
    "invalid_amount.negative": QT_TRANSLATE_NOOP("Wording", "金额不能是负数。"),
    "invalid_id_number.length": QT_TRANSLATE_NOOP("Wording", "身份证号应为 18 位（或旧 15 位）。请核对位数。"),
    "invalid_id_number.characters": QT_TRANSLATE_NOOP("Wording", "身份证号里有不该有的字符。只能是数字，末位可为 X。"),
    "invalid_id_number.date": QT_TRANSLATE_NOOP("Wording", "身份证号中的出生日期不存在。请核对。"),
    "invalid_id_number.check_digit": QT_TRANSLATE_NOOP(
        "Wording", "身份证号校验位不符，多半是输错一位。请对照证件核对。"
    ),
    "member_unknown": QT_TRANSLATE_NOOP(
        "Wording", "没有查到这位参保人。请核对号码；确实未登记的，请先办理参保登记，外地参保的请回参保地办理。"
    ),
    "identity_mismatch": QT_TRANSLATE_NOOP(
        "Wording", "卡、证件和档案不是同一个人：{fields}不一致。请核对证件，不要继续办理。"
    ),
    "card_not_accepted": QT_TRANSLATE_NOOP(
        "Wording", "卡的{fields}和档案不一致，还没有确认。按 Ctrl+F2 核对，确认是本人的卡后再记账。"
    ),
    "card_gone": QT_TRANSLATE_NOOP("Wording", "卡已取出或换过，没有记账。请插回原来的卡，再确认一次。"),
    "card_gone.unconfirmed": QT_TRANSLATE_NOOP(
        "Wording", "读卡器 2 秒内没有确认卡还在，没有记账。卡不要取出，稍等一下再确认一次。"
    ),
    "id_reader.not_configured": QT_TRANSLATE_NOOP(
        "Wording", "这个窗口没有设置身份证阅读器。请管理员在设置里写上 id_reader；现在可插卡或输入号码。"
    ),
    "id_reader.cancelled": QT_TRANSLATE_NOOP("Wording", "已停止读身份证。要读时再按 Shift+F2。"),
    "id_reader.no_port": QT_TRANSLATE_NOOP("Wording", "没有找到身份证阅读器。请插好；也可输入身份证号办理。"),
    "id_reader.several_ports": QT_TRANSLATE_NOOP(
        "Wording", "有几个串口，不知道哪个是身份证阅读器。请管理员在设置里指定。"
    ),
    "id_reader.busy": QT_TRANSLATE_NOOP("Wording", "别的程序正在用身份证阅读器。请关闭那个程序再试。"),
    "id_reader.no_access": QT_TRANSLATE_NOOP(
        "Wording", "没有权限使用身份证阅读器。请管理员给本机用户放行；现在可输入身份证号办理。"
    ),
    "id_reader.vanished": QT_TRANSLATE_NOOP("Wording", "身份证阅读器断开了。请重新插好，再放一次证件。"),
    "id_reader.silent": QT_TRANSLATE_NOOP("Wording", "身份证阅读器没有回答。请拔下重插；也可输入身份证号办理。"),
    "id_reader.garbled": QT_TRANSLATE_NOOP("Wording", "与身份证阅读器的通信有误。请再放一次证件；仍不行请检查连线。"),
    "id_reader.not_understood": QT_TRANSLATE_NOOP(
        "Wording", "身份证阅读器不认识这条命令（{return_code}）。请管理员核对型号。"
    ),
    "id_reader.not_genuine": QT_TRANSLATE_NOOP(
        "Wording", "证件真伪检验没有通过（{return_code}）。请换一种方式核对身份。"
    ),
    "id_reader.wrong_card": QT_TRANSLATE_NOOP("Wording", "放上的不是居民身份证。请换成身份证。"),
    "id_reader.lift_again": QT_TRANSLATE_NOOP("Wording", "没有读到证件（{return_code}）。请拿起证件，再放好。"),
    "id_reader.reader_fault": QT_TRANSLATE_NOOP(
        "Wording", "身份证阅读器自检有误（{return_code}）。请换一台，或输入身份证号办理。"
    ),
    "id_reader.no_card": QT_TRANSLATE_NOOP("Wording", "阅读器上没有新放的证件。请把身份证拿起，再放上去。"),
    "id_reader.unknown_code": QT_TRANSLATE_NOOP(
        "Wording", "身份证阅读器报告了没有见过的代码 {return_code}。请再放一次证件，或输入身份证号。"
    ),
    "credential.not_configured": QT_TRANSLATE_NOOP(
        "Wording",
        "这是医保电子凭证，但本窗口没有设置解码服务（credential_service），码没有保存。请插卡、读身份证，或输入号码。",
    ),
    "credential.unknown_shape": QT_TRANSLATE_NOOP(
        "Wording", "这种电子凭证码没有公开的解码办法，码没有保存。请参保人打开 28 位的医保电子凭证，或改用卡、身份证。"
    ),
    "credential.not_a_credential": QT_TRANSLATE_NOOP("Wording", "这不是医保电子凭证码。请让参保人打开医保电子凭证。"),
    "credential.unreachable": QT_TRANSLATE_NOOP(
        "Wording", "连不上电子凭证解码服务。请插卡、读身份证，或输入身份证号。"
    ),
    "credential.service_failed": QT_TRANSLATE_NOOP(
        "Wording", "电子凭证解码服务出错（{number}），与码无关，不必刷新。请插卡、读身份证或输入号码，并告知管理员。"
    ),
    "credential.refused": QT_TRANSLATE_NOOP("Wording", "解码服务没有接受这个码（{number}）。请参保人刷新后再扫一次。"),
    "credential.unreadable": QT_TRANSLATE_NOOP("Wording", "解码服务的回答读不懂。请换一种方式核对身份。"),
    "credential.other_document": QT_TRANSLATE_NOOP("Wording", "这个电子凭证用的不是居民身份证。请输入证件号码办理。"),
    "not_covered.not_insured": QT_TRANSLATE_NOOP("Wording", "{day} 没有可用的参保关系，不能受理。请先核对参保登记。"),
    "not_covered.suspended": QT_TRANSLATE_NOOP("Wording", "{day} 参保已暂停，不能受理。请先到参保窗口恢复。"),
    "not_covered.frozen": QT_TRANSLATE_NOOP("Wording", "{day} 待遇被冻结，不能受理。请转主管处理。"),
    "not_covered.person_class": QT_TRANSLATE_NOOP(
        "Wording", "{day} 的政策包没有这类参保人的规定，不能受理。请核对人员类别，或请管理员装入政策包。"
    ),
    "not_covered.away": QT_TRANSLATE_NOOP(
        "Wording", "{day} 的政策包没有这种异地就医的规定，不能受理。请核对备案，或请管理员装入政策包。"
    ),
    "not_covered.disease": QT_TRANSLATE_NOOP(
        "Wording", "{day} 的政策按病种规定限额，这个病种不在其中，不能受理。请核对病种认定。"
    ),
    "not_covered.undocumented": QT_TRANSLATE_NOOP(
        "Wording", "{day} 的政策包缺少这笔费用所需的标准，不能受理。请向业务部门核实，再请管理员装入政策包。"
    ),
    "not_covered.before_birth": QT_TRANSLATE_NOOP(
        "Wording", "{day} 参保人还没有出生，不能受理。请核对就诊日期和出生日期。"
    ),
    "not_covered.before_admission": QT_TRANSLATE_NOOP(
        "Wording", "{day} 在入院日期之前，不能受理。请核对入院和出院日期。"
    ),
    "not_covered.ended": QT_TRANSLATE_NOOP("Wording", "{day} 参保已终止，不能受理。请核对就诊日期。"),
    "not_covered.not_yet_insured": QT_TRANSLATE_NOOP("Wording", "{day} 尚未参保，不能受理。请核对就诊日期。"),
    "receipt_already_used.claimed": QT_TRANSLATE_NOOP(
        "Wording", "这张票据已报销：{at}，{counter} 号窗口 {clerk}，结算单 {settlement_number}。不能再报，请退还票据。"
    ),
    "receipt_already_used.settled_online": QT_TRANSLATE_NOOP(
        "Wording", "这张票据已在医院实时结算（{at}，{settlement_number}）。已报过，不能再报，请退还票据。"
    ),
    "not_reversible.used_later": QT_TRANSLATE_NOOP(
        "Wording", "没有冲销：后面的 {documents} 是按它计入的累计和账户算的。请从最后一笔起先冲销它们，再重新报销。"
    ),
    "not_reversible.money_gone": QT_TRANSLATE_NOOP(
        "Wording", "没有冲销：应付的钱已经付出，要按追回办理。请转主管处理。"
    ),
    "not_reversible.year_closed": QT_TRANSLATE_NOOP(
        "Wording", "没有冲销：记账后账户已做年度结转，资金不能原样退回。请转主管处理。"
    ),
    "not_reversible.is_reversal": QT_TRANSLATE_NOOP("Wording", "冲销单不能再冲销。要恢复，请按“更正”照原样新建一份。"),
    "already_reversed": QT_TRANSLATE_NOOP(
        "Wording", "这笔已冲销：{at}，{counter} 号窗口 {clerk}，冲销单 {reversed_by}。没有再冲销。"
    ),
    "not_correctable.not_reversed": QT_TRANSLATE_NOOP("Wording", "{number} 还有效，不能更正。请先冲销。"),
    "not_correctable.replaced": QT_TRANSLATE_NOOP(
        "Wording", "{number} 已经更正为 {replaced_by}。不要再建，请查看新单。"
    ),
    "not_correctable.other_member": QT_TRANSLATE_NOOP(
        "Wording", "{number} 不是这位参保人的结算单，不能由这份报销替代。请核对。"
    ),
    "totals_moved": QT_TRANSLATE_NOOP(
        "Wording", "计算期间本年度累计有变化，没有记账。新的金额已列出，请看过后再确认。"
    ),
    "stay_not_split.whole": QT_TRANSLATE_NOOP(
        "Wording", "本次住院跨结算年度，该地区按日均费用分段结算，没有记账。请先拆分，再逐段结算。"
    ),
    "stay_not_split.changed": QT_TRANSLATE_NOOP(
        "Wording", "拆分以后住院日期或政策变了，本段没有记账。请删去各段，从原来的申报重新拆分。"
    ),
    "key_reused": QT_TRANSLATE_NOOP(
        "Wording", "这份草稿已用别的内容记过账，本次没有记账。请查看已有结算单，再新建一份。"
    ),
    "outcome_unknown": QT_TRANSLATE_NOOP(
        "Wording", "记账时与数据库断开，还不知道是否记上。请点“查明结果”，不要重新录入。"
    ),
    "no_open_day": QT_TRANSLATE_NOOP("Wording", "今天还没有开账，不能记账。请主管先开账，草稿已保存。"),
    "policy_missing": QT_TRANSLATE_NOOP(
        "Wording", "没有适用的政策包：统筹区 {region}、险种 {scheme}、{care}、{day}。请核对日期，或请管理员装入政策包。"
    ),
    "file_problems": QT_TRANSLATE_NOOP("Wording", "文件有 {count} 处错误，没有采用。第一处：{first}"),
    "store.newer_than_program": QT_TRANSLATE_NOOP(
        "Wording", "数据库比本程序新，不能打开。请升级本程序；数据没有改动。"
    ),
    "store.read_only": QT_TRANSLATE_NOOP("Wording", "数据库所在的文件夹不能写入。请管理员检查权限；没有记账。"),
    "store.day_order": QT_TRANSLATE_NOOP("Wording", "这一天不能再开：后面的日子已经开过，或当天已经结账。请核对日期。"),
    "store.disk_full": QT_TRANSLATE_NOOP("Wording", "磁盘已满，没有记账。请管理员清出空间后再试，草稿还在屏幕上。"),
    "store.locked": QT_TRANSLATE_NOOP("Wording", "数据库正忙，这一步没有做成。请稍等几秒再试。"),
    "store.unreachable": QT_TRANSLATE_NOOP("Wording", "连不上数据库。请检查网络；恢复后按 F5 再试。"),
    "store.damaged": QT_TRANSLATE_NOOP("Wording", "数据库已损坏，不能继续。请停止办理，通知管理员恢复备份。"),
    "store.not_a_database": QT_TRANSLATE_NOOP("Wording", "这个文件不是数据库。请管理员检查设置里的路径。"),
    "missing_glyph": QT_TRANSLATE_NOOP(
        "Wording", "字体里没有“{characters}”，为免印错字，没有打印。请管理员安装生僻字字体后再打印；账已记。"
    ),
    "print.no_queue": QT_TRANSLATE_NOOP("Wording", "没有找到打印机。账已记；请检查打印机后按 F9 再打印。"),
    "print.refused": QT_TRANSLATE_NOOP("Wording", "打印机没有接受：{detail}。账已记；请处理后按 F9 再打印。"),
    "print.unreachable": QT_TRANSLATE_NOOP("Wording", "连不上打印服务。账已记；恢复后按 F9 再打印。"),
}

_CARD_ERRORS = {
    "service_missing": QT_TRANSLATE_NOOP(
        "Wording", "读卡服务没有运行，正在自动重连。现在可用 Shift+F2 读身份证，或 F3 输入号码。"
    ),
    "no_reader": QT_TRANSLATE_NOOP("Wording", "没有读卡器。请插上读卡器；现在可用 Shift+F2 读身份证，或 F3 输入号码。"),
    "sharing": QT_TRANSLATE_NOOP("Wording", "别的程序正在用读卡器。请关闭那个程序，再按 F2。"),
    "no_card": QT_TRANSLATE_NOOP("Wording", "没有卡。请插入社会保障卡。"),
    "mute": QT_TRANSLATE_NOOP("Wording", "卡没有反应。请把卡翻面，或擦净芯片后再插。"),
    "removed": QT_TRANSLATE_NOOP("Wording", "卡取出太早，没有读完。请再插一次，等读完再取。"),
    "reset": QT_TRANSLATE_NOOP("Wording", "卡被别的程序复位。请按 F2 重读。"),
    "unsupported": QT_TRANSLATE_NOOP("Wording", "读卡器不支持这张卡。请换一个读卡器，或用 Shift+F2 读身份证。"),
    "chip_fault": QT_TRANSLATE_NOOP("Wording", "卡芯片出错。请再插一次；仍不行请到制卡窗口换卡。"),
    "damaged": QT_TRANSLATE_NOOP("Wording", "卡上的内容读不懂。请用 Shift+F2 读身份证办理，并建议换卡。"),
    "not_member_card": QT_TRANSLATE_NOOP("Wording", "这不是社会保障卡。请换成社会保障卡。"),
    "id_card": QT_TRANSLATE_NOOP("Wording", "这是身份证，放错了地方。请放到身份证阅读器上，按 Shift+F2。"),
    "legacy": QT_TRANSLATE_NOOP("Wording", "这是旧式卡，读卡器读不了。请用 Shift+F2 读身份证办理，并建议换卡。"),
    "blank": QT_TRANSLATE_NOOP("Wording", "这是还没有写入的空白卡。请到制卡窗口处理。"),
    "blocked": QT_TRANSLATE_NOOP("Wording", "卡上的社保应用已锁。请到制卡窗口处理；现在可用 Shift+F2 读身份证。"),
    "protected": QT_TRANSLATE_NOOP("Wording", "这张卡受保护，读不出持卡人。请用 Shift+F2 读身份证，或 F3 输入号码。"),
    "driver": QT_TRANSLATE_NOOP("Wording", "厂商驱动没有读出这张卡。请用 Shift+F2 读身份证，或 F3 输入号码。"),
    "driver.other_card": QT_TRANSLATE_NOOP(
        "Wording", "驱动读到的是另一张卡，没有采用。请只留一张卡，按 F2 重读；或用 Shift+F2 读身份证。"
    ),
    "driver.unproven": QT_TRANSLATE_NOOP(
        "Wording", "驱动的回答不能证明说的就是这张卡，没有采用。请用 Shift+F2 读身份证，或 F3 输入号码。"
    ),
    "stuck": QT_TRANSLATE_NOOP("Wording", "读卡器卡住了，正在重新启动读卡程序。请取出卡，稍等再插。"),
    "": QT_TRANSLATE_NOOP("Wording", "读卡没有成功。请再插一次，或输入身份证号办理。"),
}

_PROBLEMS = {
    "missing": QT_TRANSLATE_NOOP("Wording", "还没有填写"),
    "amount_not_a_number": QT_TRANSLATE_NOOP("Wording", "“{text}”不是金额"),
    "amount_too_many_decimals": QT_TRANSLATE_NOOP("Wording", "“{text}”多于两位小数"),
    "amount_too_large": QT_TRANSLATE_NOOP("Wording", "“{text}”太大，请核对小数点"),
    "amount_negative": QT_TRANSLATE_NOOP("Wording", "金额不能是负数"),
    "not_a_day": QT_TRANSLATE_NOOP("Wording", "“{text}”不是日期，例如 2026-11-12"),
    "after_today": QT_TRANSLATE_NOOP("Wording", "{day} 晚于今天，请核对"),
    "too_old": QT_TRANSLATE_NOOP("Wording", "{day} 太早，请核对年份"),
    "not_a_quantity": QT_TRANSLATE_NOOP("Wording", "“{text}”不是数量（大于 0，最多四位小数）"),
    "digits_only": QT_TRANSLATE_NOOP("Wording", "只能是数字"),
    "wrong_length": QT_TRANSLATE_NOOP("Wording", "应为 {want} 位，现在 {have} 位"),
    "before_admission": QT_TRANSLATE_NOOP("Wording", "{day} 早于入院日期"),
    "no_lines": QT_TRANSLATE_NOOP("Wording", "还没有明细，按 + 加一行"),
    "lines_differ": QT_TRANSLATE_NOOP("Wording", "票面 {total} 元，明细合计 {lines} 元，不相符"),
    "nothing_to_claim": QT_TRANSLATE_NOOP("Wording", "金额为 0，没有可报的"),
    "receipt_used": QT_TRANSLATE_NOOP("Wording", "票据已用过"),
    "away_missing": QT_TRANSLATE_NOOP("Wording", "医疗机构在统筹区外，请说明异地就医的情形"),
    "not_away": QT_TRANSLATE_NOOP("Wording", "医疗机构在统筹区内，不是异地就医"),
    "no_receipts": QT_TRANSLATE_NOOP("Wording", "还没有票据"),
    "same_receipt_twice": QT_TRANSLATE_NOOP("Wording", "与第 {other} 张是同一张票据"),
    "level_differs": QT_TRANSLATE_NOOP("Wording", "与第 1 张票据的医院级别不同，请分开受理"),
    "document_missing": QT_TRANSLATE_NOOP("Wording", "还没有收到这份材料"),
    "different_years": QT_TRANSLATE_NOOP("Wording", "票据跨年度，请按年度分开受理"),
}


_HEADLINES = {
    "member_unknown": QT_TRANSLATE_NOOP("Wording", "没有查到这位参保人"),
    "identity_mismatch": QT_TRANSLATE_NOOP("Wording", "卡、证件和档案对不上"),
    "": QT_TRANSLATE_NOOP("Wording", "打不开档案"),
}


def translated(text: str) -> str:
    """A text that was marked with the context `Wording`, in the language of the window."""
    return QCoreApplication.translate("Wording", text)


def word(kind: str, value: str) -> str:
    """The word for an enum value or national code.

    Args:
        kind: a table of `counter.desktop.vocabulary`, such as `care`, `scheme` or `print_state`.
        value: the stored value; one that no table knows comes back as it is, because a code that is shown is better
            than a fact that is not.
    """
    text = WORDS[kind].get(value)
    return value if text is None else translated(text)


def person_type(value: str) -> str:
    """The word for a national `psn_type`; local sub-codes fall back to their first two digits."""
    words = WORDS["person_type"]
    return translated(words.get(value) or words.get(value[:2]) or value)


def region(value: str) -> str:
    """A pooling region as people name it; an unknown one by its code."""
    words = WORDS["region"]
    return translated(words.get(value) or words.get(value[:2] + "0000") or value)


def card_sentence(reason: str) -> str:
    """What happened to a card and what to do now (card.md 3.8)."""
    return translated(_CARD_ERRORS.get(reason, _CARD_ERRORS[""]))


def card_warning(warning: str) -> str:
    """What is odd about a card that was read; `field_unreadable:FIELD` names the field."""
    kind, _, field = warning.partition(":")
    return word("card_warning", kind).format(field=word("card_field", field or "one"))


def headline(error: CounterError) -> str:
    """Why a member is not opened, in a few words; `sentence` says the rest."""
    return translated(_HEADLINES.get(error.code, _HEADLINES[""]))


def sentence(error: CounterError) -> str:
    """What happened and what to do now, in one or two short sentences."""
    if isinstance(error, CardError):
        if f"{error.reason}.{error.hint}" in _CARD_ERRORS:
            return card_sentence(f"{error.reason}.{error.hint}")
        # A vendor's number and words belong to its own support, so they stand behind our sentence as they are.
        told = f"{error.hint} {error.detail}".strip() if error.reason == "driver" else ""
        return card_sentence(error.reason) + (f" [{told}]" if told else "")
    facts = dict(error.facts())
    detail = str(facts.get("reason") or facts.get("state") or "")
    text = _ERRORS.get(f"{error.code}.{detail}") or _ERRORS.get(error.code) or _ERRORS["error"]
    if isinstance(error, InputProblems | FileProblems):
        facts["count"] = len(error.problems)
        facts["first"] = _first(error)
    if isinstance(error, IdentityMismatch | CardNotAccepted):
        facts["fields"] = translated("、").join(word("identity_field", name) for name in error.fields)
    if isinstance(error, NotReversible):
        facts["documents"] = translated("、").join(error.documents)
    if "care" in facts:
        facts["care"] = word("care", str(facts["care"])) or "—"
    if "region" in facts:
        facts["region"] = region(str(facts["region"]))
    if "scheme" in facts:
        facts["scheme"] = word("scheme", str(facts["scheme"]))
    return _filled(text, facts)


def _first(error: InputProblems | FileProblems) -> str:
    """The first of several problems; one of a file in the language of the window."""
    first = error.problems[0] if error.problems else ""
    if isinstance(first, FileProblem):
        return first.told("zh" if QLocale().language() == QLocale.Language.Chinese else "en")
    return str(first)


def problem_sentence(problem: Problem) -> str:
    """What is wrong in a field, to stand beside it."""
    facts: dict[str, object] = dict(problem.facts)
    if problem.code == "lines_differ":
        facts = {name: format_amount(int(str(fen))) for name, fen in facts.items()}
    return _filled(_PROBLEMS.get(problem.code, problem.code), facts)


def _filled(text: str, facts: Mapping[str, object]) -> str:
    """The translated text with its placeholders filled; a fact that is missing shows as a dash."""

    class _Facts(dict[str, object]):
        def __missing__(self, key: str) -> str:
            return "—"

    return translated(text).format_map(_Facts(facts))


def known_codes() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """All (error codes with their details, card reasons, problem codes) that have a wording; for the tests."""
    return frozenset(_ERRORS), frozenset(_CARD_ERRORS), frozenset(_PROBLEMS)
