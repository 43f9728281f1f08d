"""Invented names with their pinyin initials, so that no dictionary is needed at start.

Surnames whose reading differs from the character's usual one (单 Shan, 仇 Qiu, 解 Xie, 区 Ou, 朴 Piao, 盖 Ge, 查 Zha,
曾 Zeng, 任 Ren, 尉迟 Yuchi) carry the surname's reading.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from counter.domain.identity import Sex


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name and the initials under which a search finds it."""

    text: str
    initials: str


def _pairs(table: str) -> tuple[tuple[str, str], ...]:
    """Split `王w 欧阳oy` into text and initials."""
    pairs = []
    for entry in table.split():
        text = "".join(letter for letter in entry if not letter.isascii())
        pairs.append((text, entry[len(text) :]))
    return tuple(pairs)


_SURNAMES = _pairs(
    "王w 李l 张z 刘l 陈c 杨y 赵z 黄h 周z 吴w 徐x 孙s 胡h 朱z 高g 林l 何h 郭g 马m 罗l 梁l 宋s 郑z 谢x"
    " 韩h 唐t 冯f 于y 董d 萧x 程c 曹c 袁y 邓d 许x 傅f 沈s 曾z 彭p 吕l 苏s 卢l 蒋j 蔡c 贾j 丁d 魏w 薛x"
    " 叶y 阎y 余y 潘p 杜d 戴d 夏x 钟z 汪w 田t 任r 姜j 范f 方f 石s 姚y 谭t 廖l 邹z 熊x 金j 陆l 郝h 孔k"
    " 白b 崔c 康k 毛m 邱q 秦q 江j 史s 顾g 侯h 邵s 孟m 龙l 万w 段d 雷l 钱q 汤t 尹y 黎l 易y 常c 武w 乔q"
    " 贺h 赖l 龚g 文w 单s 仇q 解x 区o 朴p 盖g 查z 欧阳oy 尉迟yc 上官sg 司马sm 诸葛zg 东方df 慕容mr 令狐lh"
)
_MALE = _pairs(
    "伟w 强q 磊l 军j 勇y 杰j 涛t 明m 超c 刚g 平p 辉h 鹏p 华h 飞f 鑫x 波b 斌b 宇y 浩h 凯k 健j 俊j 帆f 帅s 旭x 宁n 龙l"
    " 林l 阳y 建j 国g 志z 文w 海h 永y 德d 庆q 振z 宏h 光g 天t 成c 学x 义y"
)
_FEMALE = _pairs(
    "芳f 娜n 敏m 静j 丽l 艳y 娟j 霞x 秀x 英y 玲l 桂g 兰l 萍p 红h 玉y 梅m 莉l 雪x 琳l 婷t 欣x 怡y 佳j 颖y 慧h 洁j 晶j"
    " 琴q 云y 凤f 珍z 素s 雅y 倩q 月y 春c 香x 蓉r 瑶y 薇w"
)
_WHOLE_NAMES = {
    Sex.MALE: _pairs(
        "买合木提·艾力mhmtal 扎西多吉zxdj 巴特尔bte 努尔兰·叶尔江nelyej 格桑旺堆gswd 朝鲁孟和clmh 热依扎·木拉提ryzmlt"
    ),
    Sex.FEMALE: _pairs("次仁卓玛crzm 乌兰其其格wlqqg 古丽娜尔·艾合买提glneahmt"),
}
"""Names in one piece, as several nationalities write them; some with the separating dot."""


def invent_name(sex: Sex, choice: random.Random) -> PersonName:
    """A plausible name; one in twenty-five is a name in one piece."""
    if choice.random() < 0.04:
        return PersonName(*choice.choice(_WHOLE_NAMES[sex]))
    given = _MALE if sex is Sex.MALE else _FEMALE
    parts = [choice.choice(_SURNAMES), choice.choice(given)]
    if choice.random() < 0.7:
        parts.append(choice.choice(given))
    return PersonName("".join(text for text, _ in parts), "".join(initials for _, initials in parts))
