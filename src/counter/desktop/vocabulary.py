"""The words for enum values and national codes (policy.md D2), marked for translation.

One table per kind of value. `counter.desktop.wording.word` translates.
"""

from __future__ import annotations

from counter.visit.ports import ReaderPhase


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: N802, ARG001 - the name that lupdate looks for
    """Mark a text for translation."""
    return text


WORDS: dict[str, dict[str, str]] = {
    "care": {
        "11": QT_TRANSLATE_NOOP("Wording", "门诊"),
        "13": QT_TRANSLATE_NOOP("Wording", "急诊"),
        "14": QT_TRANSLATE_NOOP("Wording", "门诊大病"),
        "21": QT_TRANSLATE_NOOP("Wording", "住院"),
        "24": QT_TRANSLATE_NOOP("Wording", "急诊转住院"),
        "41": QT_TRANSLATE_NOOP("Wording", "购药"),
        "1301": QT_TRANSLATE_NOOP("Wording", "急诊观察室"),
        "1401": QT_TRANSLATE_NOOP("Wording", "家庭病床"),
    },
    "category": {
        "outpatient": QT_TRANSLATE_NOOP("Wording", "门急诊"),
        "inpatient": QT_TRANSLATE_NOOP("Wording", "住院"),
        "observation": QT_TRANSLATE_NOOP("Wording", "急诊观察室"),
        "serious_outpatient": QT_TRANSLATE_NOOP("Wording", "门诊大病"),
        "family_bed": QT_TRANSLATE_NOOP("Wording", "家庭病床"),
        "pharmacy": QT_TRANSLATE_NOOP("Wording", "购药"),
    },
    "item_class": {
        "01": QT_TRANSLATE_NOOP("Wording", "甲"),
        "02": QT_TRANSLATE_NOOP("Wording", "乙"),
        "03": QT_TRANSLATE_NOOP("Wording", "丙"),
    },
    "level": {
        "community": QT_TRANSLATE_NOOP("Wording", "社区"),
        "1": QT_TRANSLATE_NOOP("Wording", "一级"),
        "2": QT_TRANSLATE_NOOP("Wording", "二级"),
        "3": QT_TRANSLATE_NOOP("Wording", "三级"),
    },
    "receipt_kind": {
        "e_receipt": QT_TRANSLATE_NOOP("Wording", "电子票据"),
        "paper_receipt": QT_TRANSLATE_NOOP("Wording", "纸质票据"),
        "invoice": QT_TRANSLATE_NOOP("Wording", "发票"),
    },
    "entry": {
        "contribution": QT_TRANSLATE_NOOP("Wording", "个人缴费"),
        "employer_share": QT_TRANSLATE_NOOP("Wording", "单位划入"),
        "interest": QT_TRANSLATE_NOOP("Wording", "利息"),
        "carry_over": QT_TRANSLATE_NOOP("Wording", "年度结转"),
        "care": QT_TRANSLATE_NOOP("Wording", "就诊"),
        "pharmacy": QT_TRANSLATE_NOOP("Wording", "定点药店"),
        "family_sharing": QT_TRANSLATE_NOOP("Wording", "家庭共济"),
        "claim": QT_TRANSLATE_NOOP("Wording", "手工报销"),
        "reversal": QT_TRANSLATE_NOOP("Wording", "冲正"),
        "opening": QT_TRANSLATE_NOOP("Wording", "期初"),
    },
    "sub_account": {
        "current": QT_TRANSLATE_NOOP("Wording", "当年"),
        "prior": QT_TRANSLATE_NOOP("Wording", "历年"),
    },
    "scheme": {
        "310": QT_TRANSLATE_NOOP("Wording", "职工医保"),
        "320": QT_TRANSLATE_NOOP("Wording", "公务员补助"),
        "330": QT_TRANSLATE_NOOP("Wording", "大额补助"),
        "340": QT_TRANSLATE_NOOP("Wording", "离休统筹"),
        "350": QT_TRANSLATE_NOOP("Wording", "残疾军人"),
        "370": QT_TRANSLATE_NOOP("Wording", "企业补充"),
        "390": QT_TRANSLATE_NOOP("Wording", "居民医保"),
        "392": QT_TRANSLATE_NOOP("Wording", "居民大病"),
        "410": QT_TRANSLATE_NOOP("Wording", "长期护理"),
        "510": QT_TRANSLATE_NOOP("Wording", "生育保险"),
    },
    "person_type": {
        "11": QT_TRANSLATE_NOOP("Wording", "在职"),
        "1102": QT_TRANSLATE_NOOP("Wording", "在职 · 公务员"),
        "1103": QT_TRANSLATE_NOOP("Wording", "在职 · 灵活就业"),
        "12": QT_TRANSLATE_NOOP("Wording", "退休"),
        "13": QT_TRANSLATE_NOOP("Wording", "离休"),
        "14": QT_TRANSLATE_NOOP("Wording", "未成年居民"),
        "15": QT_TRANSLATE_NOOP("Wording", "成年居民"),
        "16": QT_TRANSLATE_NOOP("Wording", "老年居民"),
    },
    "enrolment": {
        "employer": QT_TRANSLATE_NOOP("Wording", "单位参保"),
        "flexible": QT_TRANSLATE_NOOP("Wording", "灵活就业"),
        "resident": QT_TRANSLATE_NOOP("Wording", "居民参保"),
    },
    "insurance_state": {
        "0": QT_TRANSLATE_NOOP("Wording", "未参保"),
        "1": QT_TRANSLATE_NOOP("Wording", "正常参保"),
        "2": QT_TRANSLATE_NOOP("Wording", "暂停参保"),
        "3": QT_TRANSLATE_NOOP("Wording", "参保无效"),
        "4": QT_TRANSLATE_NOOP("Wording", "终止参保"),
    },
    "card_state": {
        "normal": QT_TRANSLATE_NOOP("Wording", "正常"),
        "lost": QT_TRANSLATE_NOOP("Wording", "已挂失"),
        "frozen": QT_TRANSLATE_NOOP("Wording", "已冻结"),
        "cancelled": QT_TRANSLATE_NOOP("Wording", "已注销"),
    },
    "sex": {
        "1": QT_TRANSLATE_NOOP("Wording", "男"),
        "2": QT_TRANSLATE_NOOP("Wording", "女"),
        "0": QT_TRANSLATE_NOOP("Wording", "性别未知"),
        "9": QT_TRANSLATE_NOOP("Wording", "性别未说明"),
    },
    "answer": {
        "yes": QT_TRANSLATE_NOOP("Wording", "可享受待遇"),
        "no": QT_TRANSLATE_NOOP("Wording", "不可享受待遇"),
        "unknown": QT_TRANSLATE_NOOP("Wording", "待遇待核实"),
    },
    "eligibility_reason": {
        "insured": QT_TRANSLATE_NOOP("Wording", "正常参保缴费"),
        "suspended": QT_TRANSLATE_NOOP("Wording", "参保暂停，请到参保窗口恢复"),
        "ended": QT_TRANSLATE_NOOP("Wording", "参保已终止或无效，请核对参保登记"),
        "frozen": QT_TRANSLATE_NOOP("Wording", "待遇被冻结，请转主管处理"),
        "arrears": QT_TRANSLATE_NOOP("Wording", "欠费超过两个月，请核对缴费记录"),
        "never_paid": QT_TRANSLATE_NOOP("Wording", "没有缴费记录，请核对参保登记"),
        "deceased": QT_TRANSLATE_NOOP("Wording", "登记为已故，请核对证件"),
        "not_insured": QT_TRANSLATE_NOOP("Wording", "没有医疗保险，请先办理参保登记"),
        "other_region": QT_TRANSLATE_NOOP("Wording", "外地参保或没有适用的政策包，请向参保地核实"),
        "waiting_period": QT_TRANSLATE_NOOP("Wording", "在待遇等待期内"),
        "card_lost": QT_TRANSLATE_NOOP("Wording", "卡已挂失，请核对证件"),
        "card_frozen": QT_TRANSLATE_NOOP("Wording", "卡已冻结，请核对证件"),
        "card_cancelled": QT_TRANSLATE_NOOP("Wording", "卡已注销，请核对证件"),
    },
    "card_warning": {
        "id_checksum": QT_TRANSLATE_NOOP("Wording", "卡上的身份证号校验位不符"),
        "birth_day_differs": QT_TRANSLATE_NOOP("Wording", "卡上的出生日期与身份证号不一致"),
        "sex_differs": QT_TRANSLATE_NOOP("Wording", "卡上的性别与身份证号不一致"),
        "expired": QT_TRANSLATE_NOOP("Wording", "卡已过有效期，请提醒换卡"),
        "not_yet_valid": QT_TRANSLATE_NOOP("Wording", "卡还没有到生效日期"),
        "name_unreadable": QT_TRANSLATE_NOOP("Wording", "卡上的姓名读不出，请看证件"),
    },
    "identity_field": {
        "name": QT_TRANSLATE_NOOP("Wording", "姓名"),
        "id_number": QT_TRANSLATE_NOOP("Wording", "身份证号"),
        "card_number": QT_TRANSLATE_NOOP("Wording", "卡号"),
        "sex": QT_TRANSLATE_NOOP("Wording", "性别"),
        "birth_day": QT_TRANSLATE_NOOP("Wording", "出生日期"),
    },
    "route": {
        "chip": QT_TRANSLATE_NOOP("Wording", "芯片"),
        "driver": QT_TRANSLATE_NOOP("Wording", "厂家驱动"),
        "id_reader": QT_TRANSLATE_NOOP("Wording", "身份证阅读器"),
        "code": QT_TRANSLATE_NOOP("Wording", "扫码"),
        "typed": QT_TRANSLATE_NOOP("Wording", "手工输入"),
    },
    "reader": {
        ReaderPhase.NO_SERVICE: QT_TRANSLATE_NOOP("Wording", "读卡服务未运行"),
        ReaderPhase.NO_READER: QT_TRANSLATE_NOOP("Wording", "没有读卡器"),
        ReaderPhase.EMPTY: QT_TRANSLATE_NOOP("Wording", "请插卡"),
        ReaderPhase.READING: QT_TRANSLATE_NOOP("Wording", "正在读卡…"),
        ReaderPhase.READ: QT_TRANSLATE_NOOP("Wording", "已读卡"),
        ReaderPhase.PROTECTED: QT_TRANSLATE_NOOP("Wording", "受保护的卡"),
        ReaderPhase.WRONG_CARD: QT_TRANSLATE_NOOP("Wording", "不是社保卡"),
        ReaderPhase.MUTE: QT_TRANSLATE_NOOP("Wording", "卡没有反应"),
        ReaderPhase.REMOVED: QT_TRANSLATE_NOOP("Wording", "卡已取出"),
        ReaderPhase.STUCK: QT_TRANSLATE_NOOP("Wording", "读卡器卡住"),
    },
    "document": {
        "receipt": QT_TRANSLATE_NOOP("Wording", "医疗收费票据"),
        "fee_list": QT_TRANSLATE_NOOP("Wording", "费用清单"),
        "diagnosis": QT_TRANSLATE_NOOP("Wording", "诊断证明"),
        "record": QT_TRANSLATE_NOOP("Wording", "病历 / 处方"),
    },
    "charge_type": {
        "01": QT_TRANSLATE_NOOP("Wording", "床位费"),
        "02": QT_TRANSLATE_NOOP("Wording", "诊察费"),
        "03": QT_TRANSLATE_NOOP("Wording", "检查费"),
        "04": QT_TRANSLATE_NOOP("Wording", "化验费"),
        "05": QT_TRANSLATE_NOOP("Wording", "治疗费"),
        "06": QT_TRANSLATE_NOOP("Wording", "手术费"),
        "07": QT_TRANSLATE_NOOP("Wording", "护理费"),
        "08": QT_TRANSLATE_NOOP("Wording", "卫生材料费"),
        "09": QT_TRANSLATE_NOOP("Wording", "西药费"),
        "10": QT_TRANSLATE_NOOP("Wording", "中药饮片费"),
        "11": QT_TRANSLATE_NOOP("Wording", "中成药费"),
        "12": QT_TRANSLATE_NOOP("Wording", "一般诊疗费"),
        "13": QT_TRANSLATE_NOOP("Wording", "挂号费"),
        "14": QT_TRANSLATE_NOOP("Wording", "其他费"),
    },
    "benefit": {
        "inpatient_deductible": QT_TRANSLATE_NOOP("Wording", "住院起付线"),
        "pool_cap": QT_TRANSLATE_NOOP("Wording", "统筹基金最高支付限额"),
        "large_amount_cap": QT_TRANSLATE_NOOP("Wording", "大额互助最高支付限额"),
        "outpatient_deductible": QT_TRANSLATE_NOOP("Wording", "门诊起付线"),
        "outpatient_threshold": QT_TRANSLATE_NOOP("Wording", "门诊累计支付"),
    },
    "case": {
        "draft": QT_TRANSLATE_NOOP("Wording", "草稿"),
        "print_pending": QT_TRANSLATE_NOOP("Wording", "待打印"),
        "outcome_unknown": QT_TRANSLATE_NOOP("Wording", "结果待查"),
    },
    "expense_source": {
        "card": QT_TRANSLATE_NOOP("Wording", "刷卡结算"),
        "claim": QT_TRANSLATE_NOOP("Wording", "手工报销"),
    },
    "print_state": {
        "pending": QT_TRANSLATE_NOOP("Wording", "未打印"),
        "sending": QT_TRANSLATE_NOOP("Wording", "正在送出"),
        "queued": QT_TRANSLATE_NOOP("Wording", "排队中"),
        "printing": QT_TRANSLATE_NOOP("Wording", "正在打印"),
        "printed": QT_TRANSLATE_NOOP("Wording", "已打印"),
        "failed": QT_TRANSLATE_NOOP("Wording", "打印失败"),
        "unknown": QT_TRANSLATE_NOOP("Wording", "打印状态未知"),
    },
    "copy": {
        "centre": QT_TRANSLATE_NOOP("Wording", "中心联"),
        "institution": QT_TRANSLATE_NOOP("Wording", "医疗机构联"),
        "insured": QT_TRANSLATE_NOOP("Wording", "参保人联"),
    },
    "region": {
        "990100": QT_TRANSLATE_NOOP("Wording", "示例市"),
        "110000": QT_TRANSLATE_NOOP("Wording", "北京"),
        "310000": QT_TRANSLATE_NOOP("Wording", "上海"),
    },
}
