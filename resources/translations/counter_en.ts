<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
<context>
    <name></name>
    <message>
        <source>EnquiryTables</source>
        <comment>日期</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>EnquiryTables</source>
        <comment>类型</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>EnquiryTables</source>
        <comment>来源 / 去向</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>EnquiryTables</source>
        <comment>收入</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>EnquiryTables</source>
        <comment>支出</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>EnquiryTables</source>
        <comment>余额</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>EnquiryTables</source>
        <comment>凭证</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>EnquiryTables</source>
        <comment>凭证 ›</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>EnquiryTables</source>
        <comment>年度</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>EnquiryTables</source>
        <comment>缴费月</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>EnquiryTables</source>
        <comment>年初余额</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>EnquiryTables</source>
        <comment>个人缴费</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>EnquiryTables</source>
        <comment>单位划入</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>EnquiryTables</source>
        <comment>利息</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>EnquiryTables</source>
        <comment>年末余额</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>EnquiryTables</source>
        <comment>全年合计</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>EnquiryTables</source>
        <comment>类别</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>EnquiryTables</source>
        <comment>次数</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>EnquiryTables</source>
        <comment>总额</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>EnquiryTables</source>
        <comment>基金</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>EnquiryTables</source>
        <comment>账户</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>EnquiryTables</source>
        <comment>现金</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>EnquiryTables</source>
        <comment>机构</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>EnquiryTables</source>
        <comment>来源</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>月份</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>月末余额</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>历史状态</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SpendingTable</source>
        <comment>类别</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SpendingTable</source>
        <comment>总额</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SpendingTable</source>
        <comment>基金</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SpendingTable</source>
        <comment>账户</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SpendingTable</source>
        <comment>现金</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pages</source>
        <comment>参保人</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scanner</source>
        <comment>这是医保电子凭证，要联网解码，本窗口没有接通。请插社保卡、读身份证或输入号码。</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scanner</source>
        <comment>这是微信付款码，不是医保码，没有收款也没有保存。请改用社保卡。</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scanner</source>
        <comment>这是支付宝付款码，不是医保码，没有收款也没有保存。请改用社保卡。</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scanner</source>
        <comment>这是结算单 {0}。请在参保人页打开它。</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scanner</source>
        <comment>这是目录编码。请先打开一份报销，再扫到明细里。</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scanner</source>
        <comment>这是票据。请先插卡或按 F3 查找参保人，再按 F4 报销。</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scanner</source>
        <comment>认不出这个码。请核对是不是票据、身份证或药品的码，也可以手工输入。</comment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BenefitRow</name>
    <message>
        <source>已用 {used}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>已付 {used} / {limit}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> · 已付满</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>已用 {used} · 余 {left}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>    下次 {next}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CalculationPanel</name>
    <message>
        <source>计算</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>选好医疗机构、录入一行有金额的明细，这里就会算出报销金额。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>为什么不是更多？{0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>费用</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>范围内</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>起付线</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} 年累计（办理前 → 办理后）</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ClaimPage</name>
    <message>
        <source>试算 F7</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>受理 F8</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>下一格</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>加行</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>同上</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>试算</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>受理</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>存草稿</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>加票据</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>材料齐</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>撤销</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>卡已取出，内容已遮盖</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>草稿已保存。把同一张卡插回，从原来的格子接着录入。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>先确定参保人</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>插入社会保障卡，或按 F3 查找；也可以先扫票据，再插卡。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>报销</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>按 F4 新建一份报销，或直接扫描票据上的二维码。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>新建一份报销</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} 张票据</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} 由 {1} 保存</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>查明结果</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>接着录入</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>这位参保人有没办完的报销</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>可以接着录入，也可以新建一份。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>草稿已保存 {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>已接着上次的草稿，光标在原来的格子。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>票面 &lt;b&gt;{0}&lt;/b&gt;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>明细合计 &lt;b&gt;{0}&lt;/b&gt;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>待填票面</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>相符</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>差 {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>已按最新累计重新计算。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>草稿没有存上</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>移除第 {0} 张票据</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>已移除第 {0} 张票据，Ctrl+Z 可撤销。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>已扫到票据 {0}。请先插卡或按 F3 查找参保人。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>这张票据已在第 {0} 张。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>已填入扫描到的票据内容，请对照原件核对。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>目录里没有这个编码。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>已撤销：{0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>已删除第 {0} 行，Ctrl+Z 可撤销。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>还有 {0} 处要改，光标已到第一处：{1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>还算不出金额，请看右边的说明。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>票据已用过</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CommandBar</name>
    <message>
        <source>提示</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>完成</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>注意</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>出错</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DeskState</name>
    <message>
        <source>打印机 {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>正在打开数据库…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>数据库不可用</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>数据库 正常</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>数据库 忙…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>政策 {title}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>本班 {served} 人次 · 报销 {settled} 件</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DocumentsList</name>
    <message>
        <source>材料清单（经办条例第 20 条）</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>《社会保险经办条例》（国务院令第 765 号）第二十条：手工报销须提交的材料</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>材料清单</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} 张</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Enquiry</name>
    <message>
        <source>全部类型</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>全部年度</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>正在查询…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>没有符合条件的记录。可放宽年度、类型或机构。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>没有记录。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>共 {count} 行</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>共 {count} 行 · 收入 {income} · 支出 {spent}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LineDelegate</name>
    <message>
        <source>目录外，按原文记 · 全自费</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LineGrid</name>
    <message>
        <source>修改明细</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>删除第 {0} 行</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LineModel</name>
    <message>
        <source>项目</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>类别</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>先行自付</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>数量</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>单价</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>金额</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>提示</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>全自费</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>限价 {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>超限 {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>目录外</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>不在目录内，按丙类全自费</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LockScreen</name>
    <message>
        <source>窗口已锁</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>屏幕已遮住，草稿已保存。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>继续办理  F12</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>社保医保服务柜台</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>知道了</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>锁屏</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>正在打开账本…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>读卡器和数据库就绪后即可插卡。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>培训中心：人员和账目都是虚构的，不能办理真实业务。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>培训</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>注意</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>打不开账本</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>再试一次</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>没有读卡服务可用：卡由文件模拟，没有用到芯片。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>读卡器是虚拟的，读卡过程是真的。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>卡盘</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>读卡</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>新报销</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>正在打开档案…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>程序出了错（{name}），这次服务已停止，没有半途记账。已写入日志，请告诉管理员。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>各键的作用写在下面。</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MemberPage</name>
    <message>
        <source>回到今天</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>个人账户余额</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>元</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>近 24 个月每月余额</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>基金</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>账户</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>现金</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>刷新</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>指定日期</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>卡已取出，内容已遮住</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>插回同一张卡接着办。草稿都在；请记得把卡还给参保人。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>请插入社会保障卡</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>没带卡或读不出：按 F3，输入身份证号、卡号、姓名或拼音首字母。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>正在取档案，稍等。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>截至 {day} {at}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>当年 &lt;b&gt;{amount}&lt;/b&gt;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>历年 &lt;b&gt;{amount}&lt;/b&gt;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>家庭共济 {count} 人</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{year} 年度累计医疗费（元，截至 {day}）</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>这是 {day} 日终的状态，不是今天的。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>还没有月末余额</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>近 24 个月  {first} 至 {last}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>近 24 个月余额，最低 {low} 元，最高 {high} 元</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{year} 年度待遇</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>没有医疗保险，没有待遇可查。请先办理参保登记。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>本机没有统筹区 {region} 的政策包，查不到限额。请向参保地核实；其余内容不受影响。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>卡与档案的{field}不一致，请核对证件</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>没有在办的事。按 F4 新建报销。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>最近缴费 {month}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{day} 退休，不再缴费</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>单位 {employer}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>不可享受</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>要核对</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>列表</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>图</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>凭证 {document}：由联网结算或缴费产生，纸在原处。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{text}”不能作截至日期：要写成 2025-12-31，且不晚于 {today}。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>把余额图换成列表</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>本年度待遇</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>在办与提醒</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>本年度累计医疗费</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>本年度累计医疗费：六类，总额、基金、账户、现金</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>年度</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>类型</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>医疗机构或药店名称</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>机构名称</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>截至</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>截至日期（Ctrl+D）</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>年-月-日</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>今天</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>回到今天的状态</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>账户明细</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>账户明细，最新在前，带逐笔余额</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>年度清算</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>账户年度清算</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>年度累计</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>各年度累计医疗费</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>费用明细</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>费用明细，最新在前</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OpenCaseRow</name>
    <message>
        <source>查明结果</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>继续</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} 张票据</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{amount} 元</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReceiptCard</name>
    <message>
        <source>移除这张票据</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>移除这张票据（可用 Ctrl+Z 撤销）</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReceiptForm</name>
    <message>
        <source>票据代码</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>票据号码</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>校验码</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>医疗机构</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>开票日期</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>票面金额（元）</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>就医方式</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>入院日期</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>出院日期</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>诊断</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>票据种类</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>首字母、名称或代码</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>扫描票据</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>请对照原件</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>修改票据</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>选择医疗机构</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReceiptsList</name>
    <message>
        <source>票据</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>加票据</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Resuming</name>
    <message>
        <source>已查明：这笔已经记账，结算单 {number}。不要重新录入。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>这件事已经由别人办完或作废了。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>已查明：上次没有记账。草稿完整，核对后再确认一次即可。</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SearchBox</name>
    <message>
        <source>卡号 / 身份证 / 姓名 / 拼音    F3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>查找参保人：卡号、身份证号、姓名或拼音首字母</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>没有查到“{text}”。可换用身份证后 6 位或姓名拼音首字母。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>按数字选择，Esc 返回</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>按回车后用数字选择，Esc 返回</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SearchDesk</name>
    <message>
        <source>没带卡，已看身份证</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>卡读不出，已看身份证</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>受保护的卡，已看身份证</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>代办，已看双方证件</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>打开 {name} 的档案，原因：</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>按输入的号码打开档案，原因：</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>与证件核对</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>填写单据</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>参保人要求核对</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>显示完整身份证号，原因（会记录）：</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>取消</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Serving</name>
    <message>
        <source>卡已取出：内容已遮住，草稿都在。请把卡还给参保人。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>没有查到这位参保人</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>卡、证件和档案对不上</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>打不开档案</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SettlementPage</name>
    <message>
        <source>返回修改 Esc</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>查明结果 F5</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>确认记账 F8</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>回到参保人 F3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>再打印 F9</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SpendingTable</name>
    <message>
        <source>基金 {fund}，账户 {account}，现金 {cash}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>合计</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StartPanel</name>
    <message>
        <source>没有办完的事（{count}）</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>点“继续”接着办。状态以数据库为准，不必重新录入。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>没有草稿，没有待打印的结算单，没有结果待查的记账。</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TrayDrawer</name>
    <message>
        <source>虚拟卡盘</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>练习</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>这些卡和人都是虚构的。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>选一张卡，按回车插入；再选一张就是换卡；Delete 取出。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>可插入的卡</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>取出卡  Delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>收起  F11</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>（在读卡器里）</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>VisitBar</name>
    <message>
        <source>显示</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>显示完整身份证号（要选原因，会记录）</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>显示完整身份证号</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>没有用到芯片：卡由文件模拟，只供练习。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>模拟卡</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{sex} · {age} 岁</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>依据本地档案，{at}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>卡与档案的{field}不一致</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} 项要核对</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>遮住</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Wording</name>
    <message>
        <source>门诊</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>急诊</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>门诊大病</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>住院</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>急诊转住院</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>购药</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>急诊观察室</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>家庭病床</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>门急诊</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>甲</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>乙</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>丙</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>社区</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>一级</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>二级</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>三级</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>电子票据</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>纸质票据</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>发票</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>个人缴费</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>单位划入</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>利息</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>年度结转</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>就诊</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>定点药店</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>家庭共济</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>手工报销</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>冲正</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>期初</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>缴费清算</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>建账</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>计息</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>统筹基金</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>本人或家庭成员</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>当年</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>历年</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>职工医保</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>公务员补助</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>大额补助</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>离休统筹</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>残疾军人</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>企业补充</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>居民医保</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>居民大病</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>长期护理</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>生育保险</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>在职</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>在职 · 公务员</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>在职 · 灵活就业</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>退休</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>离休</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>未成年居民</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>成年居民</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>老年居民</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>单位参保</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>灵活就业</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>居民参保</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>未参保</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>正常参保</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>暂停参保</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>参保无效</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>终止参保</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>正常</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>已挂失</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>已冻结</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>已注销</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>男</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>女</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>性别未知</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>性别未说明</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>可享受待遇</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>不可享受待遇</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>待遇待核实</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>正常参保缴费</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>参保暂停，请到参保窗口恢复</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>参保已终止或无效，请核对参保登记</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>待遇被冻结，请转主管处理</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>欠费超过两个月，请核对缴费记录</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>没有缴费记录，请核对参保登记</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>登记为已故，请核对证件</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>没有医疗保险，请先办理参保登记</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>外地参保或没有适用的政策包，请向参保地核实</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>在待遇等待期内</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>卡已挂失，请核对证件</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>卡已冻结，请核对证件</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>卡已注销，请核对证件</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>卡上的身份证号校验位不符</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>卡上的出生日期与身份证号不一致</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>卡上的性别与身份证号不一致</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>卡已过有效期，请提醒换卡</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>卡还没有到生效日期</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>卡上的身份证号不对，请核对证件</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>卡上没有身份证号，请核对证件</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>卡上没有卡号</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>卡上有一项读不出，请核对证件</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>卡上的姓名读不出，请看证件</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>姓名</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>身份证号</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>卡号</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>性别</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>出生日期</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>芯片</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>厂家驱动</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>身份证阅读器</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>扫码</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>手工输入</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>读卡服务未运行</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>没有读卡器</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>请插卡</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>正在读卡…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>已读卡</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>受保护的卡</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>不是社保卡</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>卡没有反应</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>卡已取出</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>读卡器卡住</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>医疗收费票据</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>费用清单</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>诊断证明</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>病历 / 处方</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>床位费</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>诊察费</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>检查费</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>化验费</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>治疗费</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>手术费</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>护理费</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>卫生材料费</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>西药费</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>中药饮片费</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>中成药费</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>一般诊疗费</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>挂号费</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>其他费</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>住院起付线</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>统筹基金最高支付限额</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>大额互助最高支付限额</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>门诊起付线</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>门诊累计支付</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>草稿</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>待打印</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>结果待查</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>刷卡结算</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>未打印</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>正在送出</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>排队中</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>正在打印</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>已打印</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>打印失败</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>打印状态未知</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>中心联</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>医疗机构联</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>参保人联</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>示例市</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>北京</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>上海</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>没有做成。请再试一次；仍不行请告诉主管。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>还有 {count} 处要改，已在各栏旁边说明。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>这不是金额。请输入数字，例如 1234.50。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>金额最多两位小数。请核对后重新输入。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>金额太大。请核对小数点。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>金额不能是负数。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>身份证号应为 18 位（或旧 15 位）。请核对位数。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>身份证号里有不该有的字符。只能是数字，末位可为 X。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>身份证号中的出生日期不存在。请核对。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>身份证号校验位不符，多半是输错一位。请对照证件核对。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>没有查到这位参保人。请核对号码；确实未登记的，请先办理参保登记，外地参保的请回参保地办理。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>卡、证件和档案不是同一个人：{fields}不一致。请核对证件，不要继续办理。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>卡已取出或换过，没有记账。请插回原来的卡，再确认一次。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{day} 没有可用的参保关系，不能受理。请先核对参保登记。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{day} 参保已暂停，不能受理。请先到参保窗口恢复。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{day} 待遇被冻结，不能受理。请转主管处理。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{day} 参保已终止，不能受理。请核对就诊日期。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{day} 尚未参保，不能受理。请核对就诊日期。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>这张票据已报销：{at}，{counter} 号窗口 {clerk}，结算单 {settlement_number}。不能再报，请退还票据。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>这张票据已在医院实时结算（{at}，{settlement_number}）。已报过，不能再报，请退还票据。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>计算期间本年度累计有变化，没有记账。新的金额已列出，请看过后再确认。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>这份草稿已用别的内容记过账，本次没有记账。请查看已有结算单，再新建一份。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>记账时与数据库断开，还不知道是否记上。请点“查明结果”，不要重新录入。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>今天还没有开账，不能记账。请主管先开账，草稿已保存。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>没有适用的政策包：统筹区 {region}、险种 {scheme}、{care}、{day}。请核对日期，或请管理员装入政策包。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>文件有 {count} 处错误，没有采用。第一处：{first}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>数据库比本程序新，不能打开。请升级本程序；数据没有改动。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>数据库所在的文件夹不能写入。请管理员检查权限；没有记账。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>磁盘已满，没有记账。请管理员清出空间后再试，草稿还在屏幕上。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>数据库正忙，这一步没有做成。请稍等几秒再试。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>连不上数据库。请检查网络；恢复后按 F5 再试。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>数据库已损坏，不能继续。请停止办理，通知管理员恢复备份。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>这个文件不是数据库。请管理员检查设置里的路径。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>字体里没有“{characters}”，为免印错字，没有打印。请管理员安装生僻字字体后再打印；账已记。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>没有找到打印机。账已记；请检查打印机后按 F9 再打印。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>打印机没有接受：{detail}。账已记；请处理后按 F9 再打印。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>连不上打印服务。账已记；恢复后按 F9 再打印。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>读卡服务没有运行。正在自动重连；也可输入身份证号办理。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>没有读卡器。请插上读卡器；也可输入身份证号办理。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>别的程序正在用读卡器。请关闭那个程序，再按 F2。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>没有卡。请插入社会保障卡。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>卡没有反应。请把卡翻面，或擦净芯片后再插。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>卡取出太早，没有读完。请再插一次，等读完再取。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>卡被别的程序复位。请按 F2 重读。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>读卡器不支持这张卡。请换一个读卡器，或输入身份证号办理。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>卡芯片出错。请再插一次；仍不行请到制卡窗口换卡。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>卡上的内容读不懂。请输入身份证号办理，并建议换卡。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>这不是社会保障卡。请换成社会保障卡。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>这是身份证。请放到身份证阅读器上，或输入身份证号。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>这是旧式卡，读卡器读不了。请输入身份证号办理，并建议换卡。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>这是还没有写入的空白卡。请到制卡窗口处理。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>卡上的社保应用已锁。请到制卡窗口处理；也可输入身份证号办理。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>这张卡受保护，读不出持卡人。请读身份证，或输入身份证号。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>读卡器卡住了，正在重新启动读卡程序。请取出卡，稍等再插。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>读卡没有成功。请再插一次，或输入身份证号办理。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>还没有填写</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{text}”不是金额</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{text}”多于两位小数</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{text}”太大，请核对小数点</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>金额不能是负数</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{text}”不是日期，例如 2026-11-12</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{day} 晚于今天，请核对</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{day} 太早，请核对年份</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{text}”不是数量（大于 0，最多四位小数）</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>只能是数字</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>应为 {want} 位，现在 {have} 位</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{day} 早于入院日期</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>还没有明细，按 + 加一行</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>票面 {total} 元，明细合计 {lines} 元，不相符</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>金额为 0，没有可报的</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>还没有票据</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>与第 {other} 张是同一张票据</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>与第 1 张票据的医院级别不同，请分开受理</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>还没有收到这份材料</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>票据跨年度，请按年度分开受理</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
