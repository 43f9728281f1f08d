"""What can be wrong with what the command line names, and when packages are signed and published: English, Chinese.

See `counter.policies.messages`.
"""

from __future__ import annotations

PUBLISHING: dict[str, tuple[str, str]] = {
    "no_package": ('no package "{wanted}"; known: {known}', '没有政策包 "{wanted}"；现有：{known}'),
    "none": ("none", "没有"),
    "changed_while_read": (
        "{package} was changed while it was read; try again",
        "{package} 读取时被改动了；请再试一次",
    ),
    "day_before_birth": ("is before the person's birth", "早于出生日期"),
    "no_class_of": (
        '"{wanted}" is no class of {package}; known: {known}',
        '"{wanted}" 不是 {package} 的人员类别；可用的有：{known}',
    ),
    "two_people": ("publishing needs two different staff members", "发布须由两名不同的工作人员办理"),
    "same_key": (
        "both staff members have the same key; each needs a key of their own",
        "两名工作人员的密钥相同；每人须有自己的密钥",
    ),
    "cannot_write": ("cannot be written: {reason}", "无法写入：{reason}"),
    "changed_while_checked": (
        "was changed while it was checked; try again",
        "检查时被改动了；请再试一次",
    ),
    "package_gone": (
        "{package} was published, but its package is gone",
        "{package} 发布过，但文件不见了",
    ),
    "altered": ("was altered after it was published", "发布后被改动过"),
    "other_signature": (
        "its signature file is not the record in the log",
        "签名文件与发布记录不一致",
    ),
    "unlogged_signature": (
        "has a signature that is not in the publication log",
        "有签名，但发布记录里没有这一条",
    ),
    "not_signed": (
        "is not signed: it was never published; publish this file itself",
        "没有签名：从未发布；请发布这个文件本身",
    ),
    "under_way": (
        "another publication is under way; if none is, remove this file",
        "另一次发布正在进行；确实没有的话，请删除这个文件",
    ),
    "version_there": (
        "is there already ({file}); raise the version",
        "已经有了（{file}）；请提高版本号",
    ),
    "version_older": (
        "is older than {package}, which holds for the same days",
        "版本低于 {package}，而后者在同一时期有效",
    ),
    "known_too_early": (
        "known_from {day} is not after {other_day} of {package}: it would never govern",
        "known_from {day} 不晚于 {package} 的 {other_day}：它永远不会生效",
    ),
    "not_tried": (
        "no case tries it; ship worked cases with it (--cases)",
        "没有案例检验它；请附上案例（--cases）",
    ),
    "not_the_trusted_key": (
        'is not the key that is trusted for "{person}"',
        '不是 "{person}" 受信任的密钥',
    ),
    "no_record": ("is no publication record", "不是发布记录"),
    "broken_chain": ("does not follow on the record before it", "与前一条记录接不上"),
    "one_signer": ("both signatures are of one person", "两个签名是同一个人的"),
    "forged": ('the signature of "{person}" does not fit', '"{person}" 的签名不符'),
    "no_staff_id": (
        "is no staff id: small letters, digits, - and _ only, at most 40",
        "不是工号：只能是小写字母、数字、- 和 _，最多 40 个字符",
    ),
    "short_passphrase": (
        "the passphrase needs at least {count} characters",
        "口令至少要有 {count} 个字符",
    ),
    "key_there": (
        "is there already; a lost or old key is replaced under a new staff id",
        "已经有了；丢失或作废的密钥要用新的工号另做",
    ),
    "key_unreadable": (
        "cannot be read: {reason}; `counter policy keygen` makes one",
        "无法读取：{reason}；可用 `counter policy keygen` 制作",
    ),
    "key_unprotected": (
        "is not protected by a passphrase; make a new key",
        "没有口令保护；请另做一个密钥",
    ),
    "key_locked": (
        "does not open: the passphrase is wrong or the file is damaged",
        "打不开：口令不对，或文件已损坏",
    ),
    "not_ed25519": ("is no Ed25519 key", "不是 Ed25519 密钥"),
    "not_trusted": ('"{person}" is not trusted here: no public key', '"{person}" 在这里不受信任：没有公钥'),
    "no_public_key": ("is no public key", "不是公钥"),
    "no_terminal": (
        "passphrases are typed at a terminal; none was typed, nothing was done",
        "口令须在终端里输入；没有输入，什么也没有做",
    ),
    "passphrases_differ": ("the two passphrases differ", "两次输入的口令不同"),
}
