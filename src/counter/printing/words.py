"""The words of the paper in both languages: labels, and names of the national codes (policy.md D2, C3).

Institutions, diagnoses, names and statement numbers stay as they were booked; everything else follows the language.
"""

from __future__ import annotations

from datetime import date

LANGUAGES = ("zh", "en")

COPIES = {
    "centre": ("第一联　中心", "Copy 1 · Centre"),
    "institution": ("第二联　医疗机构", "Copy 2 · Institution"),
    "insured": ("第三联　参保人", "Copy 3 · Insured person"),
}

LABELS = {
    "number": ("No. {}", "No. {}"),
    "title": ("基本医疗保险医疗费用结算单", "Basic Medical Insurance Settlement Statement"),
    "subtitle": ("（手工报销 · {}）", "(paper claim · {})"),
    "reprint": ("补打　第 {} 次　经办人 {}", "Reprint no. {} · clerk {}"),
    "continued": ("{}　{}　（续）", "{} · {} (continued)"),
    "page": ("第 {} 页　共 {} 页", "Page {} of {}"),
    "original": ("原件", "Original"),
    "reprint_foot": ("补打第 {} 次", "Reprint no. {}"),
    "copies": (
        "一式三联：中心 / 医疗机构 / 参保人",
        "Three copies: centre / institution / insured person",
    ),
    "name": ("姓名", "Name"),
    "sex": ("性别", "Sex"),
    "age": ("年龄", "Age"),
    "id_number": ("社会保障号码", "Social security no."),
    "scheme": ("险种", "Scheme"),
    "person_type": ("人员类别", "Person category"),
    "region": ("参保地", "Region"),
    "card_number": ("社保卡号", "Card no."),
    "psn_no": ("人员编号", "Person no."),
    "care": ("医疗类别", "Kind of care"),
    "reason": ("报销事由", "Ground"),
    "identity_route": ("身份凭证", "Identified by"),
    "institution": ("医疗机构", "Institution"),
    "institution_level": ("机构等级", "Level"),
    "institution_code": ("机构编码", "Institution code"),
    "diagnosis": ("诊断", "Diagnosis"),
    "service_day": ("就诊日期", "Day of care"),
    "admission_day": ("入院日期", "Admission"),
    "discharge_day": ("出院日期", "Discharge"),
    "stay_days": ("住院天数", "Days of stay"),
    "receipt_count": ("票据张数", "Receipts"),
    "counter": ("经办窗口", "Counter"),
    "settled_day": ("结算日期", "Settlement day"),
    "category": ("费用类别", "Fee category"),
    "amount": ("金额", "Amount"),
    "eligible": ("政策范围内", "In scope"),
    "prior_self_pay": ("先行自付", "Prior self-pay"),
    "over_limit": ("超限价", "Over limit"),
    "excluded": ("全自费", "Excluded"),
    "sum": ("合计", "Total"),
    "fund": ("基金支付项目", "Fund"),
    "fund_code": ("基金代码", "Code"),
    "fund_paid": ("本次支付", "Paid now"),
    "fund_left": ("本年剩余限额", "Left this year"),
    "no_limit": ("不设限额", "no limit"),
    "no_fund": ("本次无基金支付", "No fund pays"),
    "fund_sum": ("基金支付合计", "All funds"),
    "year": ("{}年累计", "{} to date"),
    "before": ("结算前", "Before"),
    "after": ("结算后", "After"),
    "no_totals": ("无", "none"),
    "deductible": ("本次起付线支付", "Deductible, this claim"),
    "fund_total": ("基金支付合计", "Paid by funds"),
    "hospital": ("医院负担", "Borne by institution"),
    "person": ("个人负担合计", "Borne by the person"),
    "self_pay": ("其中：个人自付", "of it: self-pay in scheme"),
    "own": ("其中：个人自费", "of it: excluded items"),
    "account": ("个人账户支付", "Personal account"),
    "account_current": ("其中：当年账户", "of it: this year's money"),
    "account_prior": ("其中：历年账户", "of it: earlier money"),
    "family": ("家庭共济支付", "Family account"),
    "cash": ("个人现金支付", "Cash"),
    "balance": ("账户余额（支付后）", "Account balance after"),
    "payable": ("应付参保人", "Payable to insured"),
    "capital": ("大写：{}", "{}"),
    "receipts": ("票据明细（共 {} 张，金额单位：元）", "Receipts ({}; amounts in yuan)"),
    "receipt_index": ("序号", "No."),
    "receipt_kind": ("票据种类", "Kind"),
    "receipt_code": ("票据代码", "Code"),
    "receipt_number": ("票据号码", "Number"),
    "receipt_institution": ("开票机构", "Issued by"),
    "receipt_day": ("开票日期", "Issued on"),
    "steps": ("怎么算的", "How it was worked out"),
    "binding": ("为什么不能更多：", "Why not more: "),
    "reference": ("〔{}〕", " [{}]"),
    "source": ("〔{}〕{}", "[{}] {}"),
    "sources": ("依据：{}。", "Sources: {}."),
    "between_sources": ("；", "; "),
    "identities": (
        (
            "核对：总额 {} = 范围内 {} + 先行自付 {} + 超限价 {} + 全自费 {}；"
            "总额 {} = 基金 {} + 医院 {} + 账户 {} + 共济 {} + 现金 {}。"
        ),
        (
            "Check: total {} = in scope {} + prior self-pay {} + over limit {} + excluded {}; "
            "total {} = funds {} + institution {} + account {} + family {} + cash {}."
        ),
    ),
    "verification": ("核验码　{}", "Verification code  {}"),
    "audit": ("审计链头　{}…{}（{} 第 {} 号）", "Audit head  {}…{} ({} no. {})"),
    "policy": (
        "适用政策　{}（版本 {}，自 {} 起执行，指纹 {}）",
        "Policy  {} (version {}, in force from {}, fingerprint {})",
    ),
    "objection": (
        "如对本结算有异议，可以依法申请行政复议或者提起行政诉讼（《社会保险经办条例》第五十二条）。",
        (
            "If you disagree you may apply for administrative reconsideration or bring an administrative lawsuit "
            "(Regulation on Handling Social Insurance, art. 52)."
        ),
    ),
    "sign_clerk": ("受理人：{}　＿＿＿＿＿＿", "Clerk: {} ____________"),
    "sign_review": ("复核人：＿＿＿＿＿＿", "Reviewed: ___________"),
    "sign_member": ("参保人（代办人）签名：＿＿＿＿＿＿", "Insured person (agent): ___________"),
    "seal": ("（经办机构章）", "(seal of the centre)"),
    "contra_title": ("基本医疗保险医疗费用结算冲销单", "Basic Medical Insurance Settlement Reversal"),
    "contra_subtitle": ("（红字 · 手工报销 · {}）", "(full negative · paper claim · {})"),
    "contra_number": ("冲销原单号", "Reverses no."),
    "contra_code": ("原核验码", "Its code"),
    "contra_day": ("原结算日期", "Settled on"),
    "contra_clerk": ("原经办人", "Settled by"),
    "contra_by": ("冲销经办人", "Reversed by"),
    "contra_at": ("冲销时间", "Reversed at"),
    "contra_why": ("冲销原因", "Reason"),
    "contra_settled_day": ("冲销日期", "Reversed on"),
    "contra_before": ("冲销前", "Before"),
    "contra_after": ("冲销后", "After"),
    "contra_fund_paid": ("本次冲回", "Taken back"),
    "contra_payable": ("冲减应付参保人", "No longer payable"),
    "contra_balance": ("账户余额（退回后）", "Account balance after"),
    "contra_receipts": (
        "释放的票据（共 {} 张，金额单位：元；可以再次报销）",
        "Receipts set free ({}; amounts in yuan; they can be claimed again)",
    ),
    "contra_taken_back": (
        (
            "上列结算单全额冲销，原单作废：基金冲回 {}；个人账户退回 {}（当年 {}，历年 {}）；年累计按原记数额退回。"
            "更正须另行报销，新单注明所替代的单号。"
        ),
        (
            "The statement above is reversed in full and void: funds take back {}; the personal account gets back {} "
            "(this year's money {}, earlier money {}); the totals of the year fall by what they rose. A correction is "
            "a new claim, whose statement names the one that it replaces."
        ),
    ),
    "contra_sign_clerk": ("冲销经办人：{}　＿＿＿＿＿＿", "Reversed by: {} ____________"),
    "replaces": ("更正替代", "Replaces"),
    "replaces_number": ("已冲销的结算单 No. {}", "the reversed statement no. {}"),
    "void": ("作废　已由 {} 冲销", "VOID · reversed by {}"),
    "void_foot": ("作废", "Void"),
    "days": ("{} 天", "{}"),
    "sheets": ("{} 张", "{}"),
}

SEX = {"1": ("男", "male"), "2": ("女", "female"), "0": ("未知", "unknown"), "9": ("未说明", "not stated")}

SCHEMES = {
    "310": ("职工基本医疗保险", "Employee medical"),
    "320": ("公务员医疗补助", "Civil servant"),
    "330": ("大额医疗费用补助", "Large amount"),
    "340": ("离休人员医疗保障", "Retired cadre"),
    "350": ("残疾军人医疗保障", "Disabled soldier"),
    "370": ("企业补充医疗保险", "Employer supplement"),
    "390": ("城乡居民基本医疗保险", "Resident medical"),
    "392": ("居民大病医疗保险", "Serious illness"),
    "510": ("生育保险", "Maternity"),
}

PERSON_TYPES = {
    "11": ("在职", "in service"),
    "12": ("退休", "retired"),
    "13": ("离休", "retired cadre"),
    "14": ("未成年居民", "minor resident"),
    "15": ("成年居民", "adult resident"),
    "16": ("老年居民", "old resident"),
}

CARE = {
    "11": ("门诊", "outpatient"),
    "13": ("急诊", "emergency"),
    "14": ("门诊慢特病", "serious outpatient"),
    "21": ("住院", "inpatient"),
    "24": ("急诊转住院", "emergency to stay"),
    "41": ("定点药店购药", "pharmacy"),
    "1301": ("急诊留观", "observation"),
    "1401": ("家庭病床", "family sickbed"),
}

REASONS = {
    "01": ("一般报销", "general"),
    "02": ("定点未持卡", "no card"),
    "03": ("异地就医", "off-site"),
    "04": ("急诊抢救", "emergency"),
    "05": ("异地转诊", "referral"),
    "06": ("救助补充", "assistance"),
    "07": ("入院前检查", "tests before"),
    "99": ("其他", "other"),
}

ROUTES = {
    "chip": ("社保卡（芯片）", "card chip"),
    "driver": ("社保卡", "card"),
    "id_reader": ("居民身份证", "ID card"),
    "code": ("医保电子凭证", "e-voucher"),
    "typed": ("人工录入", "typed"),
}

LEVELS = {
    "community": ("社区卫生机构", "community"),
    "1": ("一级", "level 1"),
    "2": ("二级", "level 2"),
    "3": ("三级", "level 3"),
}

CHARGE_TYPES = {
    "01": ("床位费", "Bed"),
    "02": ("诊察费", "Consultation"),
    "03": ("检查费", "Examination"),
    "04": ("化验费", "Laboratory"),
    "05": ("治疗费", "Treatment"),
    "06": ("手术费", "Surgery"),
    "07": ("护理费", "Nursing"),
    "08": ("卫生材料费", "Materials"),
    "09": ("西药费", "Western drugs"),
    "10": ("中药饮片费", "Herbal pieces"),
    "11": ("中成药费", "Chinese patent drugs"),
    "12": ("一般诊疗费", "General treatment"),
    "13": ("挂号费", "Registration"),
    "14": ("其他费", "Other"),
}

RECEIPT_KINDS = {
    "e_receipt": ("医疗电子票据", "electronic receipt"),
    "paper_receipt": ("医疗纸质票据", "paper receipt"),
    "invoice": ("发票", "invoice"),
}

ACCUMULATORS = {
    "C0000": ("就医次数", "Stays or visits"),
    "S0000": ("医疗费总额", "Total expense"),
    "F0000": ("政策范围内", "In scope"),
    "Q0000": ("已付起付线", "Deductible paid"),
}

# By the first digits of the national fund_pay_type; the longer key wins.
FUNDS = {
    "3102": ("个人账户", "Personal account"),
    "3902": ("大病保险", "Serious illness"),
    "310": ("统筹基金", "Pooled fund"),
    "320": ("公务员补助", "Civil servant aid"),
    "330": ("大额基金", "Large amount"),
    "340": ("离休基金", "Retired cadre"),
    "350": ("伤残军人补助", "Disabled soldier"),
    "370": ("补充保险", "Supplement"),
    "390": ("居民基金", "Resident fund"),
    "510": ("生育基金", "Maternity"),
    "610": ("医疗救助", "Assistance"),
    "999": ("其他基金", "Other funds"),
}

POOLS = {"inpatient": ("住院", "inpatient"), "outpatient": ("门诊", "outpatient")}

PROVINCES = {
    "11": ("北京市", "Beijing"),
    "12": ("天津市", "Tianjin"),
    "13": ("河北省", "Hebei"),
    "14": ("山西省", "Shanxi"),
    "15": ("内蒙古", "Inner Mongolia"),
    "21": ("辽宁省", "Liaoning"),
    "22": ("吉林省", "Jilin"),
    "23": ("黑龙江省", "Heilongjiang"),
    "31": ("上海市", "Shanghai"),
    "32": ("江苏省", "Jiangsu"),
    "33": ("浙江省", "Zhejiang"),
    "34": ("安徽省", "Anhui"),
    "35": ("福建省", "Fujian"),
    "36": ("江西省", "Jiangxi"),
    "37": ("山东省", "Shandong"),
    "41": ("河南省", "Henan"),
    "42": ("湖北省", "Hubei"),
    "43": ("湖南省", "Hunan"),
    "44": ("广东省", "Guangdong"),
    "45": ("广西", "Guangxi"),
    "46": ("海南省", "Hainan"),
    "50": ("重庆市", "Chongqing"),
    "51": ("四川省", "Sichuan"),
    "52": ("贵州省", "Guizhou"),
    "53": ("云南省", "Yunnan"),
    "54": ("西藏", "Tibet"),
    "61": ("陕西省", "Shaanxi"),
    "62": ("甘肃省", "Gansu"),
    "63": ("青海省", "Qinghai"),
    "64": ("宁夏", "Ningxia"),
    "65": ("新疆", "Xinjiang"),
}


class Words:
    """The words of one language; a code without a name is shown as it is."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._index = LANGUAGES.index(language)

    def say(self, label: str, *values: object) -> str:
        """A label, with its values put in."""
        text = LABELS[label][self._index]
        return text.format(*values) if values else text

    def name(self, names: dict[str, tuple[str, str]], code: str) -> str:
        """The name of a code."""
        return names[code][self._index] if code in names else code

    def copy(self, copy: str) -> str:
        """The name printed on a copy."""
        return COPIES[copy][self._index]

    def person_type(self, code: str) -> str:
        """A person category; local sub-codes carry the name of their group."""
        return self.name(PERSON_TYPES, code[:2]) if code[:2] in PERSON_TYPES else code

    def region(self, code: str) -> str:
        """An administrative division (GB/T 2260): the province by name, the code behind it."""
        province = PROVINCES.get(code[:2])
        return f"{province[self._index]} {code}" if province else code

    def total(self, code: str) -> str:
        """A year total by the national accumulator code."""
        if code in ACCUMULATORS:
            return ACCUMULATORS[code][self._index]
        for fund in (code[1:5], code[1:4]):
            if code.startswith("D") and fund in FUNDS:
                return FUNDS[fund][self._index]
        return code

    def pool(self, pool: str) -> str:
        """The pool of care that totals belong to, as an addition in brackets."""
        if not pool:
            return ""
        return f"（{self.name(POOLS, pool)}）" if self._index == 0 else f" ({self.name(POOLS, pool)})"

    def day(self, iso: str) -> str:
        """A day as it stands on paper: 2026年9月1日; ISO in English. Text that is no day stays as it is."""
        if self._index or not iso:
            return iso
        day = date.fromisoformat(iso)
        return f"{day.year}年{day.month}月{day.day}日"
