"""What a vendor's library says in words, as it may be shown: nothing of it can be a person's name or number.

A library's text may quote the card. Nobody can tell a name from another word by its looks, so that only words that
tell of readers, cards and faults pass, and of digits no more than a status word has. Every other letter is starred.
"""

from __future__ import annotations

import re
import unicodedata

TEXT_LIMIT = 80
"""Characters that are shown."""

_DIGITS_SHOWN = 5
"""As many in a whole text: a status word and a little more. Groups of them, however they are parted, are a number."""

_CHINESE = """
社会保障卡 社保卡 医保卡 身份证 读卡器 读写器 阅读器 终端机 终端 设备 端口 串口 接触式 非接触式 接触 非接触
芯片 卡片 卡座 卡槽 卡号 卡类型 卡识别码 读卡 写卡 制卡 换卡 插卡 寻卡 选卡 找卡 放卡 无卡 有卡 安全模块 模块
加密机 密钥 密码 口令 外部认证 内部认证 认证 鉴权 校验 验证 权限 应用 文件 目录 记录 数据 命令 指令 响应 应答
状态码 状态字 状态 返回值 返回码 返回 错误码 错误号 错误代码 错误 代码 编号 异常 故障 失败 成功 超时 通讯 通信
连接 断开 打开 关闭 初始化 复位 上电 下电 断电 加电 供电 选择 读取 写入 更新 取得 获取 发送 接收 输入 输出 参数
长度 格式 缓冲区 缓存 内存 不足 无效 非法 有效期 有效 过期 锁定 已锁 解锁 冻结 挂失 注销 存在 支持 正确 匹配
一致 允许 不能 不可 无法 没有 找不到 找到 发现 未知 插入 插好 放好 放置 放入 取出 拔出 移开 移走 移动 安装 配置
设置 重新 重试 再试 稍后 稍候 检查 确认 联系 管理员 厂家 厂商 服务器 服务 网络 驱动程序 驱动 动态库 函数 接口
调用 程序 系统 版本 型号 类型 用户 取消 操作 执行 完成 正在 使用 占用 其他 其它 地区 区域 社保 医保 中心 后台
平台 个人化 空白 次数 剩余 过多 过长 过短 为空 电源 请 或 与 和 未 无 不 已 的 有 是 在 被 把 将 卡 码 值 为 时
中 号 器 次 读 写 插 库
"""

_ENGLISH = """
a an the is are was be not no none of or and in on at to for from by with without too please again retry try check
card cards reader readers device devices terminal port com usb serial slot chip contact contactless psam sam pin hsm
key keys atr apdu sw pcsc file files record records application data command response status state code error errors
err errno fail failed failure fault ok success timeout time out expired busy open opened close closed connect connected
connection disconnect communication comm init initialize initialise initialization reset power select read reading write
writing update get set send receive input output parameter parameters param length format buffer memory size small
large long short invalid illegal wrong bad unknown unsupported supported support missing found find present absent
inserted insert removed remove locked blocked access denied permission authentication authenticate auth verify check
checksum library driver function call version type number value null empty internal external system service server
network cannot can could must does did do has have been exception result return returned
ireadcardbas ireadcard iwritecard iverifypin ichangepin ireloadpin iunblockpin idodebit ireaddebitrecord step
"""

_HAN = "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3038-\u303b\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"
_PIECE = re.compile(rf"(?P<han>[{_HAN}]+)|(?:(?![{_HAN}_])\w)+")
_KNOWN = re.compile("|".join(sorted(_CHINESE.split(), key=len, reverse=True)))
_WORDS = frozenset(_ENGLISH.split())


def safe_text(text: str) -> str:
    """A library's message as it may be shown. One with bars is no message but an answer, and is dropped whole."""
    if "|" in text:
        return ""
    # Full-width digits and letters are what they look like; punctuation may stay as wide as it is.
    letters = (unicodedata.normalize("NFKC", one) if one.isalnum() else one for one in text[: 4 * TEXT_LIMIT])
    plain = "".join(filter(str.isprintable, "".join(letters))).strip()[:TEXT_LIMIT]
    many = sum(map(str.isdecimal, plain)) > _DIGITS_SHOWN

    def shown(piece: re.Match[str]) -> str:
        word = piece[0]
        if piece["han"]:
            return _known_only(word)
        if any(map(str.isdecimal, word)):
            return word if len(word) <= _DIGITS_SHOWN and not many else "*" * len(word)
        return word if word.lower() in _WORDS else "*" * len(word)

    return _PIECE.sub(shown, plain)


def _known_only(run: str) -> str:
    """A run of Chinese characters with whatever is no known word starred."""
    shown, at = "", 0
    for word in _KNOWN.finditer(run):
        shown += "*" * (word.start() - at) + word[0]
        at = word.end()
    return shown + "*" * (len(run) - at)
