<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
<context>
    <name>BenefitRow</name>
    <message>
        <source>已用 {used}</source>
        <translation>used {used}</translation>
    </message>
    <message>
        <source>已付 {used} / {limit}</source>
        <translation>paid {used} / {limit}</translation>
    </message>
    <message>
        <source> · 已付满</source>
        <translation> · met</translation>
    </message>
    <message>
        <source>已用 {used} · 余 {left}</source>
        <translation>used {used} · left {left}</translation>
    </message>
    <message>
        <source>    下次 {next}</source>
        <translation>    next {next}</translation>
    </message>
</context>
<context>
    <name>CalculationPanel</name>
    <message>
        <source>计算</source>
        <translation>Calculation</translation>
    </message>
    <message>
        <source>实际情形的计算</source>
        <translation>Real calculation</translation>
    </message>
    <message>
        <source>选好医疗机构、录入一行有金额的明细，这里就会算出报销金额。</source>
        <translation>Choose the institution and enter one line with an amount: the benefit is worked out here.</translation>
    </message>
    <message>
        <source>为什么不是更多？{0}</source>
        <translation>Why not more? {0}</translation>
    </message>
    <message>
        <source>Ctrl+E：什么会改变结果，给参保人的说明</source>
        <translation>Ctrl+E: what would change it, explained for the member</translation>
    </message>
    <message>
        <source>政策包 {0}，自 {1} 起，第 {2} 版</source>
        <translation>Policy package {0}, from {1}, version {2}</translation>
    </message>
</context>
<context>
    <name>ClaimAsides</name>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>返回实际情形</source>
        <translation>Back to the real claim</translation>
    </message>
    <message>
        <source>打印说明</source>
        <translation>Print explanation</translation>
    </message>
    <message>
        <source>先选好医疗机构、录入一行有金额的明细，再看假设情形。</source>
        <translation>Choose the institution and enter one line with an amount first, then look at a what-if.</translation>
    </message>
    <message>
        <source>还算不出金额，请看右边的说明。</source>
        <translation>It cannot be priced yet; see the reason on the right.</translation>
    </message>
</context>
<context>
    <name>ClaimFinish</name>
    <message>
        <source>本次住院须先按年度拆分：按 Ctrl+D。</source>
        <translation>Split this stay by settlement years first: Ctrl+D.</translation>
    </message>
    <message>
        <source>还算不出金额，请看右边的说明。</source>
        <translation>It cannot be priced yet; see the reason on the right.</translation>
    </message>
    <message>
        <source>金额太小，不需要拆分。</source>
        <translation>The amount is too small to be split.</translation>
    </message>
    <message>
        <source>还有 {0} 处要改，光标已到第一处：{1}</source>
        <translation>{0} to correct; the cursor is at the first: {1}</translation>
    </message>
    <message>
        <source>已按年度拆成 {0} 段：现在是第 1 段，其余在未完成事项里。</source>
        <translation>Split into {0} parts: this is the first, the others are among the open cases.</translation>
    </message>
</context>
<context>
    <name>ClaimPage</name>
    <message>
        <source>试算 F7</source>
        <translation>Try F7</translation>
    </message>
    <message>
        <source>受理 F8</source>
        <translation>Settle F8</translation>
    </message>
    <message>
        <source>加行</source>
        <translation>Add line</translation>
    </message>
    <message>
        <source>刷新累计</source>
        <translation>Refresh</translation>
    </message>
    <message>
        <source>试算</source>
        <translation>Try</translation>
    </message>
    <message>
        <source>受理</source>
        <translation>Settle</translation>
    </message>
    <message>
        <source>存草稿</source>
        <translation>Save draft</translation>
    </message>
    <message>
        <source>加票据</source>
        <translation>Add receipt</translation>
    </message>
    <message>
        <source>这类待遇按病种计算：请先选“认定病种”。</source>
        <translation>This benefit depends on the disease: choose the listed disease first.</translation>
    </message>
    <message>
        <source>卡已取出，内容已遮盖</source>
        <translation>Card removed, content hidden</translation>
    </message>
    <message>
        <source>草稿已保存。把同一张卡插回，从原来的格子接着录入。</source>
        <translation>The draft is saved. Put the same card back and go on in the same field.</translation>
    </message>
    <message>
        <source>草稿已保存 {0}</source>
        <translation>Draft saved {0}</translation>
    </message>
    <message>
        <source>已接着上次的草稿，光标在原来的格子。</source>
        <translation>Going on with the last draft, in the same field.</translation>
    </message>
    <message>
        <source>票面 &lt;b&gt;{0}&lt;/b&gt;</source>
        <translation>Printed &lt;b&gt;{0}&lt;/b&gt;</translation>
    </message>
    <message>
        <source>明细合计 &lt;b&gt;{0}&lt;/b&gt;</source>
        <translation>Lines &lt;b&gt;{0}&lt;/b&gt;</translation>
    </message>
    <message>
        <source>待填票面</source>
        <translation>printed total missing</translation>
    </message>
    <message>
        <source>相符</source>
        <translation>equal</translation>
    </message>
    <message>
        <source>差 {0}</source>
        <translation>off by {0}</translation>
    </message>
    <message>
        <source>已按最新累计重新计算。</source>
        <translation>Worked out again with the newest totals.</translation>
    </message>
    <message>
        <source>草稿没有存上</source>
        <translation>The draft was not saved</translation>
    </message>
    <message>
        <source>已扫到票据 {0}。请先插卡或按 F3 查找参保人。</source>
        <translation>Receipt {0} scanned. First insert the card or press F3.</translation>
    </message>
</context>
<context>
    <name>ClaimStart</name>
    <message>
        <source>先确定参保人</source>
        <translation>First say who the member is</translation>
    </message>
    <message>
        <source>插入社会保障卡，或按 F3 查找；也可以先扫票据，再插卡。</source>
        <translation>Insert the social security card or press F3 to search; you may also scan the receipt first.</translation>
    </message>
    <message>
        <source>报销</source>
        <translation>Claims</translation>
    </message>
    <message>
        <source>按 F4 新建一份报销，或直接扫描票据上的二维码。</source>
        <translation>Press F4 for a new claim, or scan the code on the receipt.</translation>
    </message>
    <message>
        <source>这位参保人有没办完的报销</source>
        <translation>This member has unfinished claims</translation>
    </message>
    <message>
        <source>可以接着录入，也可以新建一份。</source>
        <translation>Go on with one, or begin a new one.</translation>
    </message>
</context>
<context>
    <name>ClaimWalk</name>
    <message>
        <source>已撤销：{0}</source>
        <translation>Undone: {0}</translation>
    </message>
    <message>
        <source>已删除第 {0} 行，Ctrl+Z 可撤销。</source>
        <translation>Line {0} removed; Ctrl+Z brings it back.</translation>
    </message>
</context>
<context>
    <name>CommandBar</name>
    <message>
        <source>提示</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>完成</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>注意</source>
        <translation>Attention</translation>
    </message>
    <message>
        <source>出错</source>
        <translation>Error</translation>
    </message>
</context>
<context>
    <name>ComparedTable</name>
    <message>
        <source>实际</source>
        <translation>Real</translation>
    </message>
    <message>
        <source>假设</source>
        <translation>Supposed</translation>
    </message>
    <message>
        <source>差额（假设 − 实际）</source>
        <translation>Difference (supposed − real)</translation>
    </message>
</context>
<context>
    <name>ComparisonDesk</name>
    <message>
        <source>没有在办的参保人，没有可核对的。</source>
        <translation>Nobody is being served, there is nothing to compare.</translation>
    </message>
    <message>
        <source>已确认是本人的卡，已记入日志。</source>
        <translation>Confirmed as the member&apos;s own card; logged.</translation>
    </message>
</context>
<context>
    <name>ComparisonPanel</name>
    <message>
        <source>身份核对</source>
        <translation>Identity check</translation>
    </message>
    <message>
        <source>Ctrl+Enter  已看卡面和证件，是本人的卡</source>
        <translation>Ctrl+Enter  Card and ID seen: it is their card</translation>
    </message>
    <message>
        <source>收起  Esc</source>
        <translation>Close  Esc</translation>
    </message>
    <message>
        <source>{count} 项不一致</source>
        <translation>{count} differ</translation>
    </message>
    <message>
        <source>一致</source>
        <translation>Same</translation>
    </message>
    <message>
        <source>没有可比的</source>
        <translation>Nothing to compare</translation>
    </message>
    <message>
        <source>不是同一个人，已停止办理</source>
        <translation>Another person: visit stopped</translation>
    </message>
    <message>
        <source>证件原样</source>
        <translation>Document as it is</translation>
    </message>
    <message>
        <source>不是居民身份证的版式</source>
        <translation>Not laid out as a resident ID card</translation>
    </message>
    <message>
        <source>在居民身份证上的位置</source>
        <translation>Place on a resident ID card</translation>
    </message>
    <message>
        <source>这里写着</source>
        <translation>What stands there</translation>
    </message>
    <message>
        <source>可能是外国人永久居留证或港澳台居民居住证。内容原样列出，没有填入任何栏；请看证件，用 F3 输入号码办理。</source>
        <translation>It may be the card of a foreign permanent resident or of a resident from Hong Kong, Macau or Taiwan. It is shown as it is and filled in nowhere; look at the document and type the number with F3.</translation>
    </message>
    <message>
        <source>社保卡</source>
        <translation>Social security card</translation>
    </message>
    <message>
        <source>身份证</source>
        <translation>ID card</translation>
    </message>
    <message>
        <source>电子凭证</source>
        <translation>E-credential</translation>
    </message>
    <message>
        <source>档案</source>
        <translation>Record</translation>
    </message>
    <message>
        <source>▲ 这张卡不是档案里登记的那张：可能是补换的新卡、档案还没更新，也可能已挂失或不是本人的。请看卡面、证件和本人；按 Ctrl+Enter 确认后才能记账，确认会记入日志。</source>
        <translation>▲ This is not the card that the record knows: it may be a replacement that the record does not know yet, or one that was reported lost, or somebody else&apos;s. Look at the card, the ID document and the person; press Ctrl+Enter to confirm. Nothing can be booked before, and the confirmation is logged.</translation>
    </message>
    <message>
        <source>不一致</source>
        <translation>Differs</translation>
    </message>
    <message>
        <source>只有一处</source>
        <translation>One place only</translation>
    </message>
    <message>
        <source>身份证号不一致：证件没有采用，已记入日志。请核对是谁的证件；确认是持卡人本人后按 F2 重新读卡。</source>
        <translation>The ID numbers differ: the document was not accepted, and that is logged. Find out whose document it is; once it is sure that this is the cardholder, press F2 to read the card again.</translation>
    </message>
    <message>
        <source>还没有读过证件。按 Shift+F2 读身份证，就能逐项核对。</source>
        <translation>No document was read yet. Shift+F2 reads an ID card, then every field can be compared.</translation>
    </message>
    <message>
        <source>最新住址：{new}（证面住址：{old}）</source>
        <translation>Newest address: {new} (printed on the card: {old})</translation>
    </message>
    <message>
        <source>住址：{old}</source>
        <translation>Address: {old}</translation>
    </message>
    <message>
        <source>长期</source>
        <translation>no end</translation>
    </message>
    <message>
        <source>证件有效期：{first} 至 {last}</source>
        <translation>Document valid: {first} to {last}</translation>
    </message>
    <message>
        <source>只在这里核对，不保存证件内容和照片；哪几项不一致会记入日志，不记内容。</source>
        <translation>Compared here only: neither text nor photo of the document is kept; which fields differ is logged, not what stands in them.</translation>
    </message>
</context>
<context>
    <name>DeskState</name>
    <message>
        <source>打印机 {name}</source>
        <translation>Printer {name}</translation>
    </message>
    <message>
        <source>虚拟打印机</source>
        <translation>Virtual printer</translation>
    </message>
    <message>
        <source>正在打开数据库…</source>
        <translation>Opening the database …</translation>
    </message>
    <message>
        <source>数据库不可用</source>
        <translation>Database not available</translation>
    </message>
    <message>
        <source>数据库 正常</source>
        <translation>Database ok</translation>
    </message>
    <message>
        <source>数据库 忙…</source>
        <translation>Database busy …</translation>
    </message>
    <message>
        <source>政策 {title}</source>
        <translation>Policy {title}</translation>
    </message>
    <message>
        <source>本班 {served} 人次 · 报销 {settled} 件</source>
        <translation>Shift: {served} served · {settled} claims</translation>
    </message>
</context>
<context>
    <name>DocumentsList</name>
    <message>
        <source>材料清单（经办条例第 20 条）</source>
        <translation>Papers (State Council Order 765, art. 20)</translation>
    </message>
    <message>
        <source>《社会保险经办条例》（国务院令第 765 号）第二十条：手工报销须提交的材料</source>
        <translation>Regulations on Social Insurance Handling (State Council Order 765), art. 20: papers of a manual claim</translation>
    </message>
    <message>
        <source>材料清单</source>
        <translation>Papers</translation>
    </message>
    <message>
        <source>{0} 张</source>
        <translation>× {0}</translation>
    </message>
</context>
<context>
    <name>DraftChoice</name>
    <message>
        <source>新建一份报销</source>
        <translation>Begin a new claim</translation>
    </message>
    <message>
        <source>{0} 由 {1} 保存</source>
        <translation>{0}, saved by {1}</translation>
    </message>
    <message>
        <source>{0} 张票据</source>
        <translation>receipts: {0}</translation>
    </message>
    <message>
        <source>查明结果</source>
        <translation>Find out the outcome</translation>
    </message>
    <message>
        <source>接着录入</source>
        <translation>Go on</translation>
    </message>
</context>
<context>
    <name>Enquiry</name>
    <message>
        <source>全部类型</source>
        <translation>All kinds</translation>
    </message>
    <message>
        <source>全部年度</source>
        <translation>All years</translation>
    </message>
    <message>
        <source>全部机构</source>
        <translation>All places</translation>
    </message>
    <message>
        <source>正在查询…</source>
        <translation>Looking up …</translation>
    </message>
    <message>
        <source>没有符合条件的记录。可放宽年度、类型或机构。</source>
        <translation>Nothing fits. Widen year, kind or institution.</translation>
    </message>
    <message>
        <source>没有记录。</source>
        <translation>No records.</translation>
    </message>
    <message>
        <source>共 {count} 行</source>
        <translation>{count} rows</translation>
    </message>
    <message>
        <source>共 {count} 行 · 收入 {income} · 支出 {spent}</source>
        <translation>{count} rows · in {income} · out {spent}</translation>
    </message>
</context>
<context>
    <name>EnquiryTables</name>
    <message>
        <source>日期</source>
        <translation>Date</translation>
    </message>
    <message>
        <source>类型</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>来源 / 去向</source>
        <translation>From / to</translation>
    </message>
    <message>
        <source>收入</source>
        <translation>In</translation>
    </message>
    <message>
        <source>支出</source>
        <translation>Out</translation>
    </message>
    <message>
        <source>余额</source>
        <translation>Balance</translation>
    </message>
    <message>
        <source>凭证</source>
        <translation>Paper</translation>
    </message>
    <message>
        <source>凭证 ›</source>
        <translation>Paper ›</translation>
    </message>
    <message>
        <source>年度</source>
        <translation>Year</translation>
    </message>
    <message>
        <source>缴费月</source>
        <translation>Months</translation>
    </message>
    <message>
        <source>年初余额</source>
        <translation>Opening</translation>
    </message>
    <message>
        <source>个人缴费</source>
        <translation>Own contribution</translation>
    </message>
    <message>
        <source>单位划入</source>
        <translation>Employer share</translation>
    </message>
    <message>
        <source>利息</source>
        <translation>Interest</translation>
    </message>
    <message>
        <source>年末余额</source>
        <translation>Closing</translation>
    </message>
    <message>
        <source>全年合计</source>
        <translation>Whole year</translation>
    </message>
    <message>
        <source>类别</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>次数</source>
        <translation>Visits</translation>
    </message>
    <message>
        <source>总额</source>
        <translation>Total</translation>
    </message>
    <message>
        <source>基金</source>
        <translation>Fund</translation>
    </message>
    <message>
        <source>账户</source>
        <translation>Account</translation>
    </message>
    <message>
        <source>现金</source>
        <translation>Cash</translation>
    </message>
    <message>
        <source>冲销原单 {0}</source>
        <translation>reverses {0}</translation>
    </message>
    <message>
        <source>由 {0} 冲销</source>
        <translation>reversed by {0}</translation>
    </message>
    <message>
        <source>更正自 {0}</source>
        <translation>corrects {0}</translation>
    </message>
    <message>
        <source>更正为 {0}</source>
        <translation>corrected by {0}</translation>
    </message>
    <message>
        <source>机构</source>
        <translation>Institution</translation>
    </message>
    <message>
        <source>来源</source>
        <translation>Source</translation>
    </message>
</context>
<context>
    <name>ExplanationSheet</name>
    <message>
        <source>给参保人的说明</source>
        <translation>Explanation for the member</translation>
    </message>
    <message>
        <source>Ctrl+C  复制全文</source>
        <translation>Ctrl+C  Copy all</translation>
    </message>
    <message>
        <source>Ctrl+P  打印</source>
        <translation>Ctrl+P  Print</translation>
    </message>
    <message>
        <source>Esc  返回</source>
        <translation>Esc  Back</translation>
    </message>
    <message>
        <source>说明已复制，可以粘贴到别处。</source>
        <translation>The explanation is copied; it can be pasted elsewhere.</translation>
    </message>
    <message>
        <source>说明已交给打印机 {0}。</source>
        <translation>The explanation went to the printer {0}.</translation>
    </message>
</context>
<context>
    <name>IdentityDesk</name>
    <message>
        <source>请把身份证放到阅读器上……要停止，再按 Shift+F2。</source>
        <translation>Put the ID card on the ID reader … Shift+F2 again to stop.</translation>
    </message>
    <message>
        <source>正在向解码服务查询电子凭证…</source>
        <translation>Asking the decoding service about the e-credential …</translation>
    </message>
</context>
<context>
    <name>LineDelegate</name>
    <message>
        <source>目录外，按原文记 · 全自费</source>
        <translation>Not in the catalogue, kept as typed · member pays all</translation>
    </message>
</context>
<context>
    <name>LineGrid</name>
    <message>
        <source>修改明细</source>
        <translation>Change a line</translation>
    </message>
    <message>
        <source>删除第 {0} 行</source>
        <translation>Remove line {0}</translation>
    </message>
</context>
<context>
    <name>LineModel</name>
    <message>
        <source>项目</source>
        <translation>Item</translation>
    </message>
    <message>
        <source>类别</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>先行自付</source>
        <translation>Prior share</translation>
    </message>
    <message>
        <source>数量</source>
        <translation>Quantity</translation>
    </message>
    <message>
        <source>单价</source>
        <translation>Unit price</translation>
    </message>
    <message>
        <source>金额</source>
        <translation>Amount</translation>
    </message>
    <message>
        <source>提示</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>全自费</source>
        <translation>100%</translation>
    </message>
    <message>
        <source>限价 {0}</source>
        <translation>limit {0}</translation>
    </message>
    <message>
        <source>超限 {0}</source>
        <translation>over limit {0}</translation>
    </message>
    <message>
        <source>目录外</source>
        <translation>Not listed</translation>
    </message>
    <message>
        <source>不在目录内，按丙类全自费</source>
        <translation>Not in the catalogue: class C, the member pays all</translation>
    </message>
</context>
<context>
    <name>LockScreen</name>
    <message>
        <source>窗口已锁</source>
        <translation>Locked</translation>
    </message>
    <message>
        <source>屏幕已遮住，草稿已保存。</source>
        <translation>The screen is covered, the draft is saved.</translation>
    </message>
    <message>
        <source>读卡器里还有卡，离开前请还给参保人。</source>
        <translation>A card is still in the reader; give it back before you leave.</translation>
    </message>
    <message>
        <source>继续办理  F12</source>
        <translation>Go on  F12</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>社保医保服务柜台</source>
        <translation>Social security service counter</translation>
    </message>
    <message>
        <source>知道了</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>锁屏</source>
        <translation>Lock</translation>
    </message>
    <message>
        <source>正在打开账本…</source>
        <translation>Opening the books …</translation>
    </message>
    <message>
        <source>读卡器和数据库就绪后即可插卡。</source>
        <translation>A card can be inserted as soon as reader and database are ready.</translation>
    </message>
    <message>
        <source>培训中心：人员和账目都是虚构的，不能办理真实业务。</source>
        <translation>Training centre: people and accounts are invented; no real business here.</translation>
    </message>
    <message>
        <source>培训</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>注意</source>
        <translation>Attention</translation>
    </message>
    <message>
        <source>打不开账本</source>
        <translation>The books cannot be opened</translation>
    </message>
    <message>
        <source>再试一次</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>没有读卡服务可用：卡由文件模拟，没有用到芯片。</source>
        <translation>No reader service: cards are simulated from files, no chip is touched.</translation>
    </message>
    <message>
        <source>读卡器是虚拟的，读卡过程是真的。</source>
        <translation>The reader is virtual; the reading is real.</translation>
    </message>
    <message>
        <source>卡盘</source>
        <translation>Cards</translation>
    </message>
    <message>
        <source>读卡</source>
        <translation>Read card</translation>
    </message>
    <message>
        <source>读身份证</source>
        <translation>Read ID card</translation>
    </message>
    <message>
        <source>核对身份</source>
        <translation>Compare</translation>
    </message>
    <message>
        <source>新报销</source>
        <translation>New claim</translation>
    </message>
    <message>
        <source>程序出了错（{name}），这次服务已停止，没有半途记账。已写入日志，请告诉管理员。</source>
        <translation>The program failed ({name}); this visit was stopped and nothing is half booked. It is in the log; please tell the administrator.</translation>
    </message>
    <message>
        <source>各键的作用写在下面。</source>
        <translation>What the keys do stands below.</translation>
    </message>
</context>
<context>
    <name>MemberPage</name>
    <message>
        <source>回到今天</source>
        <translation>Back to today</translation>
    </message>
    <message>
        <source>个人账户余额</source>
        <translation>Personal account</translation>
    </message>
    <message>
        <source>元</source>
        <translation>yuan</translation>
    </message>
    <message>
        <source>近 24 个月每月余额</source>
        <translation>Balance of the last 24 months</translation>
    </message>
    <message>
        <source>基金</source>
        <translation>Fund</translation>
    </message>
    <message>
        <source>账户</source>
        <translation>Account</translation>
    </message>
    <message>
        <source>现金</source>
        <translation>Cash</translation>
    </message>
    <message>
        <source>月份</source>
        <translation>Month</translation>
    </message>
    <message>
        <source>月末余额</source>
        <translation>Balance at month end</translation>
    </message>
    <message>
        <source>历史状态</source>
        <translation>Past state</translation>
    </message>
    <message>
        <source>刷新</source>
        <translation>Refresh</translation>
    </message>
    <message>
        <source>指定日期</source>
        <translation>As of a day</translation>
    </message>
    <message>
        <source>卡已取出，内容已遮住</source>
        <translation>Card removed, content hidden</translation>
    </message>
    <message>
        <source>插回同一张卡接着办。草稿都在；请记得把卡还给参保人。</source>
        <translation>Put the same card back to go on. Drafts are kept; remember to hand the card back.</translation>
    </message>
    <message>
        <source>请插入社会保障卡</source>
        <translation>Insert the social security card</translation>
    </message>
    <message>
        <source>没带卡或读不出：按 F3，输入身份证号、卡号、姓名或拼音首字母。</source>
        <translation>No card, or not readable: press F3 and type ID number, card number, name or pinyin initials.</translation>
    </message>
    <message>
        <source>截至 {day} {at}</source>
        <translation>as of {day} {at}</translation>
    </message>
    <message>
        <source>当年 &lt;b&gt;{amount}&lt;/b&gt;</source>
        <translation>this year &lt;b&gt;{amount}&lt;/b&gt;</translation>
    </message>
    <message>
        <source>历年 &lt;b&gt;{amount}&lt;/b&gt;</source>
        <translation>earlier &lt;b&gt;{amount}&lt;/b&gt;</translation>
    </message>
    <message>
        <source>家庭共济 {count} 人</source>
        <translation>shared with {count}</translation>
    </message>
    <message>
        <source>{year} 年度累计医疗费（元，截至 {day}）</source>
        <translation>Spent in {year} (yuan, as of {day})</translation>
    </message>
    <message>
        <source>这是 {day} 日终的状态，不是今天的。</source>
        <translation>This is how it stood at the end of {day}, not today.</translation>
    </message>
    <message>
        <source>还没有月末余额</source>
        <translation>No month has ended yet</translation>
    </message>
    <message>
        <source>近 24 个月  {first} 至 {last}</source>
        <translation>24 months  {first} to {last}</translation>
    </message>
    <message>
        <source>近 24 个月余额，最低 {low} 元，最高 {high} 元</source>
        <translation>Balance of 24 months, lowest {low} yuan, highest {high} yuan</translation>
    </message>
    <message>
        <source>{year} 年度待遇</source>
        <translation>Benefits {year}</translation>
    </message>
    <message>
        <source>没有医疗保险，没有待遇可查。请先办理参保登记。</source>
        <translation>No medical insurance, so no benefits. Please enrol first.</translation>
    </message>
    <message>
        <source>本机没有统筹区 {region} 的政策包，查不到限额。请向参保地核实；其余内容不受影响。</source>
        <translation>No policy package for {region} here, so no limits can be shown. Ask the home region; everything else stands.</translation>
    </message>
    <message>
        <source>卡与档案的{field}不一致，请核对证件</source>
        <translation>Card and record differ in {field}: check the document</translation>
    </message>
    <message>
        <source>没有在办的事。按 F4 新建报销。</source>
        <translation>Nothing open. Press F4 for a new claim.</translation>
    </message>
    <message>
        <source>最近缴费 {month}</source>
        <translation>Last paid {month}</translation>
    </message>
    <message>
        <source>{day} 退休，不再缴费</source>
        <translation>Retired on {day}, no contributions due</translation>
    </message>
    <message>
        <source>单位 {employer}</source>
        <translation>Employer {employer}</translation>
    </message>
    <message>
        <source>列表</source>
        <translation>List</translation>
    </message>
    <message>
        <source>图</source>
        <translation>Chart</translation>
    </message>
    <message>
        <source>凭证 {document}：由联网结算或缴费产生，纸在原处。</source>
        <translation>Paper {document}: from an online settlement or a contribution, kept where it arose.</translation>
    </message>
    <message>
        <source>“{text}”不能作截至日期：要写成 2025-12-31，且不晚于 {today}。</source>
        <translation>“{text}” is no day to look at: write 2025-12-31, not later than {today}.</translation>
    </message>
    <message>
        <source>把余额图换成列表</source>
        <translation>Show the balance as a list or chart</translation>
    </message>
    <message>
        <source>本年度待遇</source>
        <translation>Benefits this year</translation>
    </message>
    <message>
        <source>在办与提醒</source>
        <translation>Open cases and notices</translation>
    </message>
    <message>
        <source>本年度累计医疗费</source>
        <translation>Spent this year</translation>
    </message>
    <message>
        <source>本年度累计医疗费：六类，总额、基金、账户、现金</source>
        <translation>Spent this year: six categories with total, fund, account, cash</translation>
    </message>
    <message>
        <source>年度</source>
        <translation>Year</translation>
    </message>
    <message>
        <source>类型</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>医疗机构或药店名称</source>
        <translation>Name of a hospital or pharmacy</translation>
    </message>
    <message>
        <source>截至</source>
        <translation>as of</translation>
    </message>
    <message>
        <source>截至日期（Ctrl+D）</source>
        <translation>As it stood on this day (Ctrl+D)</translation>
    </message>
    <message>
        <source>年-月-日</source>
        <translation>yyyy-mm-dd</translation>
    </message>
    <message>
        <source>今天</source>
        <translation>Today</translation>
    </message>
    <message>
        <source>回到今天的状态</source>
        <translation>Back to how it stands today</translation>
    </message>
    <message>
        <source>账户明细</source>
        <translation>Account</translation>
    </message>
    <message>
        <source>账户明细，最新在前，带逐笔余额</source>
        <translation>Account history, newest first, with running balance</translation>
    </message>
    <message>
        <source>年度清算</source>
        <translation>Clearing</translation>
    </message>
    <message>
        <source>账户年度清算</source>
        <translation>Account clearing by year</translation>
    </message>
    <message>
        <source>年度累计</source>
        <translation>By year</translation>
    </message>
    <message>
        <source>各年度累计医疗费</source>
        <translation>Spending of every year</translation>
    </message>
    <message>
        <source>费用明细</source>
        <translation>Expenses</translation>
    </message>
    <message>
        <source>费用明细，最新在前</source>
        <translation>Expenses, newest first</translation>
    </message>
</context>
<context>
    <name>NoticeLine</name>
    <message>
        <source>不可享受</source>
        <translation>Not entitled</translation>
    </message>
    <message>
        <source>要核对</source>
        <translation>Check</translation>
    </message>
</context>
<context>
    <name>OpenCaseRow</name>
    <message>
        <source>查明结果</source>
        <translation>Find out</translation>
    </message>
    <message>
        <source>继续</source>
        <translation>Go on</translation>
    </message>
    <message>
        <source>{count} 张票据</source>
        <translation>{count} receipts</translation>
    </message>
    <message>
        <source>{amount} 元</source>
        <translation>{amount} yuan</translation>
    </message>
</context>
<context>
    <name>Pages</name>
    <message>
        <source>参保人</source>
        <translation>Member</translation>
    </message>
    <message>
        <source>报销</source>
        <translation>Claims</translation>
    </message>
    <message>
        <source>结算单</source>
        <translation>Statements</translation>
    </message>
</context>
<context>
    <name>PaperView</name>
    <message>
        <source>结算单</source>
        <translation>Statements</translation>
    </message>
</context>
<context>
    <name>ReceiptActs</name>
    <message>
        <source>加票据</source>
        <translation>Add receipt</translation>
    </message>
    <message>
        <source>移除第 {0} 张票据</source>
        <translation>Remove receipt {0}</translation>
    </message>
    <message>
        <source>已移除第 {0} 张票据，Ctrl+Z 可撤销。</source>
        <translation>Receipt {0} removed; Ctrl+Z takes it back.</translation>
    </message>
    <message>
        <source>这张票据已在第 {0} 张。</source>
        <translation>This is receipt {0} already.</translation>
    </message>
    <message>
        <source>已填入扫描到的票据内容，请对照原件核对。</source>
        <translation>Filled in from the scan; please check against the paper.</translation>
    </message>
    <message>
        <source>目录里没有这个编码。</source>
        <translation>This code is not in the catalogue.</translation>
    </message>
</context>
<context>
    <name>ReceiptCard</name>
    <message>
        <source>移除这张票据</source>
        <translation>Remove this receipt</translation>
    </message>
    <message>
        <source>移除这张票据（可用 Ctrl+Z 撤销）</source>
        <translation>Remove this receipt (Ctrl+Z takes it back)</translation>
    </message>
</context>
<context>
    <name>ReceiptForm</name>
    <message>
        <source>票据代码</source>
        <translation>Receipt code</translation>
    </message>
    <message>
        <source>票据号码</source>
        <translation>Receipt number</translation>
    </message>
    <message>
        <source>校验码</source>
        <translation>Check code</translation>
    </message>
    <message>
        <source>医疗机构</source>
        <translation>Institution</translation>
    </message>
    <message>
        <source>开票日期</source>
        <translation>Issue day</translation>
    </message>
    <message>
        <source>票面金额（元）</source>
        <translation>Total (yuan)</translation>
    </message>
    <message>
        <source>就医方式</source>
        <translation>Kind of care</translation>
    </message>
    <message>
        <source>报销事由</source>
        <translation>Ground</translation>
    </message>
    <message>
        <source>认定病种</source>
        <translation>Listed disease</translation>
    </message>
    <message>
        <source>异地就医</source>
        <translation>Care elsewhere</translation>
    </message>
    <message>
        <source>入院日期</source>
        <translation>Admission</translation>
    </message>
    <message>
        <source>出院日期</source>
        <translation>Discharge</translation>
    </message>
    <message>
        <source>诊断</source>
        <translation>Diagnosis</translation>
    </message>
    <message>
        <source>票据种类</source>
        <translation>Kind of receipt</translation>
    </message>
    <message>
        <source>首字母、名称或代码</source>
        <translation>Initials, name or code</translation>
    </message>
    <message>
        <source>请选择</source>
        <translation>Choose</translation>
    </message>
    <message>
        <source>无</source>
        <translation>none</translation>
    </message>
    <message>
        <source>扫描票据</source>
        <translation>Scan receipt</translation>
    </message>
    <message>
        <source>请对照原件</source>
        <translation>Check against the paper</translation>
    </message>
    <message>
        <source>{0}：{1}</source>
        <translation>{0}: {1}</translation>
    </message>
    <message>
        <source>修改票据</source>
        <translation>Change a receipt</translation>
    </message>
    <message>
        <source>选择医疗机构</source>
        <translation>Choose an institution</translation>
    </message>
</context>
<context>
    <name>ReceiptsList</name>
    <message>
        <source>票据</source>
        <translation>Receipts</translation>
    </message>
    <message>
        <source>加票据</source>
        <translation>Add receipt</translation>
    </message>
</context>
<context>
    <name>Resuming</name>
    <message>
        <source>已查明：这笔已经记账，结算单 {number}。不要重新录入。</source>
        <translation>Found out: it was booked, statement {number}. Do not enter it again.</translation>
    </message>
    <message>
        <source>这件事已经由别人办完或作废了。</source>
        <translation>Someone else has finished or discarded this.</translation>
    </message>
    <message>
        <source>已查明：上次没有记账。草稿完整，核对后再确认一次即可。</source>
        <translation>Found out: it was not booked. The draft is whole; check it and confirm once more.</translation>
    </message>
</context>
<context>
    <name>ReversalPanel</name>
    <message>
        <source>写明冲销原因，或按数字选</source>
        <translation>Say why, or press a digit</translation>
    </message>
    <message>
        <source>冲销原因</source>
        <translation>Reason for the reversal</translation>
    </message>
    <message>
        <source>金额或明细录错</source>
        <translation>amount or lines entered wrong</translation>
    </message>
    <message>
        <source>票据录错</source>
        <translation>receipt entered wrong</translation>
    </message>
    <message>
        <source>就诊信息录错</source>
        <translation>care entered wrong</translation>
    </message>
    <message>
        <source>重复受理</source>
        <translation>claimed twice</translation>
    </message>
    <message>
        <source>医院退费或换开票据</source>
        <translation>refund or new receipt by the hospital</translation>
    </message>
    <message>
        <source>参保人申请</source>
        <translation>member asked for it</translation>
    </message>
    <message>
        <source>不冲销 Esc</source>
        <translation>Keep it Esc</translation>
    </message>
    <message>
        <source>确认冲销 F8</source>
        <translation>Reverse F8</translation>
    </message>
    <message>
        <source>正在冲销…</source>
        <translation>Reversing…</translation>
    </message>
</context>
<context>
    <name>Scanner</name>
    <message>
        <source>这是微信付款码，不是医保码，没有收款也没有保存。请改用社保卡。</source>
        <translation>This is a WeChat payment code; nothing was charged or kept. Use the social security card.</translation>
    </message>
    <message>
        <source>这是支付宝付款码，不是医保码，没有收款也没有保存。请改用社保卡。</source>
        <translation>This is an Alipay payment code; nothing was charged or kept. Use the social security card.</translation>
    </message>
    <message>
        <source>这是结算单 {0}。请在参保人页打开它。</source>
        <translation>This is statement {0}. Open it on the member page.</translation>
    </message>
    <message>
        <source>这是目录编码。请先打开一份报销，再扫到明细里。</source>
        <translation>This is a catalogue code. Open a claim first, then scan it into a line.</translation>
    </message>
    <message>
        <source>这是票据。请先插卡或按 F3 查找参保人，再按 F4 报销。</source>
        <translation>This is a receipt. Insert the card or press F3 first, then F4 for a claim.</translation>
    </message>
    <message>
        <source>中文输入法开着，扫到的码被变成了汉字。请切换到英文输入，再扫一次。</source>
        <translation>A Chinese input method turned the scanned code into words. Switch it to English and scan again.</translation>
    </message>
    <message>
        <source>认不出这个码。请核对是不是票据、身份证或药品的码，也可以手工输入。</source>
        <translation>This code is not known. Is it from a receipt, an ID card or a drug? You may type it, too.</translation>
    </message>
</context>
<context>
    <name>SearchBox</name>
    <message>
        <source>卡号 / 身份证 / 姓名 / 拼音    F3</source>
        <translation>Card / ID / name / pinyin    F3</translation>
    </message>
    <message>
        <source>查找参保人：卡号、身份证号、姓名或拼音首字母</source>
        <translation>Find a member by card number, ID number, name or pinyin initials</translation>
    </message>
    <message>
        <source>没有查到“{text}”。可换用身份证后 6 位或姓名拼音首字母。</source>
        <translation>Nothing found for “{text}”. Try the last 6 of the ID number or pinyin initials.</translation>
    </message>
    <message>
        <source>按数字选择，Esc 返回</source>
        <translation>A digit chooses, Esc goes back</translation>
    </message>
    <message>
        <source>按回车后用数字选择，Esc 返回</source>
        <translation>Enter, then a digit chooses; Esc goes back</translation>
    </message>
</context>
<context>
    <name>SearchDesk</name>
    <message>
        <source>没带卡，已看身份证</source>
        <translation>No card, ID document seen</translation>
    </message>
    <message>
        <source>卡读不出，已看身份证</source>
        <translation>Card not readable, ID document seen</translation>
    </message>
    <message>
        <source>受保护的卡，已看身份证</source>
        <translation>Protected card, ID document seen</translation>
    </message>
    <message>
        <source>代办，已看双方证件</source>
        <translation>Agent, both documents seen</translation>
    </message>
    <message>
        <source>打开 {name} 的档案，原因：</source>
        <translation>Open the record of {name}, because:</translation>
    </message>
    <message>
        <source>按这个号码打开档案，原因：</source>
        <translation>Open the record of this number, because:</translation>
    </message>
    <message>
        <source>与证件核对</source>
        <translation>Compare with the document</translation>
    </message>
    <message>
        <source>填写单据</source>
        <translation>Fill in a form</translation>
    </message>
    <message>
        <source>参保人要求核对</source>
        <translation>The member asks</translation>
    </message>
    <message>
        <source>显示完整身份证号，原因（会记录）：</source>
        <translation>Show the whole ID number, because (logged):</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
</context>
<context>
    <name>Serving</name>
    <message>
        <source>受保护的卡不是档案里登记的那张，确认前不能记账。</source>
        <translation>The protected card is not the one on record. Nothing can be booked before you accept it.</translation>
    </message>
    <message>
        <source>受保护的卡已放上，往后的业务会记这张卡。</source>
        <translation>A protected card is in. What is done from now on is recorded with it.</translation>
    </message>
    <message>
        <source>受保护的卡已取出或读不到，往后的业务不再记这张卡。</source>
        <translation>The protected card is out or unreadable. What is done from now on is recorded without it.</translation>
    </message>
    <message>
        <source>上一位的卡还在读卡器里，请取出还给本人。</source>
        <translation>The card of the member before is still in the reader; take it out and give it back.</translation>
    </message>
</context>
<context>
    <name>SettlementExplanation</name>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>打印说明</source>
        <translation>Print explanation</translation>
    </message>
</context>
<context>
    <name>SettlementPage</name>
    <message>
        <source>返回修改 Esc</source>
        <translation>Back Esc</translation>
    </message>
    <message>
        <source>查明结果 F5</source>
        <translation>Find out F5</translation>
    </message>
    <message>
        <source>确认记账</source>
        <translation>Book</translation>
    </message>
    <message>
        <source>返回修改</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>查明结果</source>
        <translation>Find out</translation>
    </message>
    <message>
        <source>卡已取出，内容已遮盖</source>
        <translation>Card removed, content hidden</translation>
    </message>
    <message>
        <source>已记账的不受影响。</source>
        <translation>What was booked stands.</translation>
    </message>
    <message>
        <source>还没有记账。把同一张卡插回，再确认。</source>
        <translation>Not booked yet. Put the same card back and confirm.</translation>
    </message>
    <message>
        <source>金额有变化，没有记账</source>
        <translation>The figures changed; nothing was booked</translation>
    </message>
    <message>
        <source>不知道是否记上</source>
        <translation>Nobody knows whether it was booked</translation>
    </message>
    <message>
        <source>没有记账</source>
        <translation>Not booked</translation>
    </message>
    <message>
        <source>已查明：没有冲销</source>
        <translation>Found out: not reversed</translation>
    </message>
    <message>
        <source>结算单照旧有效，可以再冲销一次。</source>
        <translation>The statement stands as before; it can be tried again.</translation>
    </message>
    <message>
        <source>已查明：没有记账</source>
        <translation>Found out: not booked</translation>
    </message>
    <message>
        <source>草稿完整，请再确认一次。</source>
        <translation>The draft is whole; please confirm once more.</translation>
    </message>
    <message>
        <source>还不知道是否记上</source>
        <translation>Nobody knows yet whether it was booked</translation>
    </message>
    <message>
        <source>已记账 {0}</source>
        <translation>Booked {0}</translation>
    </message>
    <message>
        <source>已由冲销单 {0} 全额冲销。</source>
        <translation>Reversed in full by {0}. </translation>
    </message>
    <message>
        <source>更正后的结算单 {0}。</source>
        <translation>Corrected by statement {0}. </translation>
    </message>
    <message>
        <source>作废 {0}</source>
        <translation>Void: {0}</translation>
    </message>
    <message>
        <source>冲销单 {0}</source>
        <translation>Reversal {0}</translation>
    </message>
    <message>
        <source>给参保人的说明</source>
        <translation>Explanation for the member</translation>
    </message>
    <message>
        <source>冲销单（三联）</source>
        <translation>Reversal (three copies)</translation>
    </message>
    <message>
        <source>核对码 {0}。正在打印三联。</source>
        <translation>Code {0}. Printing three copies.</translation>
    </message>
    <message>
        <source>已记账，结算单 {0}。</source>
        <translation>Booked, statement {0}.</translation>
    </message>
    <message>
        <source>已冲销 {0}，冲销单 {1}。</source>
        <translation>{0} reversed by {1}.</translation>
    </message>
    <message>
        <source>冲销单 {0}，核对码 {1}。要更正，按 Ctrl+G 照原样新建一份。</source>
        <translation>Reversal {0}, code {1}. To correct it, Ctrl+G begins a new claim with everything of this one.</translation>
    </message>
    <message>
        <source>已冲销 {0}</source>
        <translation>Reversed {0}</translation>
    </message>
    <message>
        <source>没有这张结算单。</source>
        <translation>There is no such statement.</translation>
    </message>
    <message>
        <source>核对码 {0}。打印状态：{1}。按 F9 打印。</source>
        <translation>Code {0}. Print state: {1}. F9 prints.</translation>
    </message>
    <message>
        <source>核对码 {0}。{1}：{2}。</source>
        <translation>Code {0}. {1}: {2}.</translation>
    </message>
    <message>
        <source>确认记账 F8</source>
        <translation>Book F8</translation>
    </message>
    <message>
        <source>正在记账…</source>
        <translation>Booking …</translation>
    </message>
    <message>
        <source>怎样算出来的（也印在结算单上）</source>
        <translation>How it was worked out (also on the statement)</translation>
    </message>
    <message>
        <source>结算单（三联）</source>
        <translation>Statement (three copies)</translation>
    </message>
    <message>
        <source>待确认</source>
        <translation>To confirm</translation>
    </message>
    <message>
        <source>正在记账</source>
        <translation>Booking</translation>
    </message>
    <message>
        <source>金额有变，待确认</source>
        <translation>Changed, to confirm</translation>
    </message>
    <message>
        <source>结果不明</source>
        <translation>Outcome unknown</translation>
    </message>
    <message>
        <source>正在查明</source>
        <translation>Finding out</translation>
    </message>
    <message>
        <source>已记账</source>
        <translation>Booked</translation>
    </message>
    <message>
        <source>还没有要结算的报销</source>
        <translation>No claim to settle yet</translation>
    </message>
    <message>
        <source>在报销页录完票据后按 F8，就到这里确认。</source>
        <translation>Enter the receipts on the claim page and press F8 to confirm here.</translation>
    </message>
    <message>
        <source>结算确认</source>
        <translation>Confirm the settlement</translation>
    </message>
    <message>
        <source>结算单</source>
        <translation>Statement</translation>
    </message>
    <message>
        <source>已记账的金额（元）</source>
        <translation>What was booked (yuan)</translation>
    </message>
    <message>
        <source>已冲回的金额（元）</source>
        <translation>Amounts taken back (yuan)</translation>
    </message>
    <message>
        <source>将要记账的金额（元）</source>
        <translation>What will be booked (yuan)</translation>
    </message>
    <message>
        <source>更正自</source>
        <translation>Corrects</translation>
    </message>
    <message>
        <source>参保人</source>
        <translation>Member</translation>
    </message>
    <message>
        <source>险种</source>
        <translation>Scheme</translation>
    </message>
    <message>
        <source>就医方式</source>
        <translation>Kind of care</translation>
    </message>
    <message>
        <source>认定病种</source>
        <translation>Listed disease</translation>
    </message>
    <message>
        <source>异地就医</source>
        <translation>Care elsewhere</translation>
    </message>
    <message>
        <source>住院</source>
        <translation>Inpatient</translation>
    </message>
    <message>
        <source>医疗机构</source>
        <translation>Institution</translation>
    </message>
    <message>
        <source>诊断</source>
        <translation>Diagnosis</translation>
    </message>
    <message>
        <source>票据 {0} 张</source>
        <translation>Receipts ({0})</translation>
    </message>
    <message>
        <source>冲销</source>
        <translation>Reversal</translation>
    </message>
    <message>
        <source>冲销原单</source>
        <translation>Reverses</translation>
    </message>
    <message>
        <source>冲销原因</source>
        <translation>Reason for the reversal</translation>
    </message>
    <message>
        <source>被冲销</source>
        <translation>Reversed by</translation>
    </message>
    <message>
        <source>更正为</source>
        <translation>Corrected by</translation>
    </message>
    <message>
        <source>全额冲销，原单作废：基金冲回 {0}；个人账户退回 {1}（当年 {2}，历年 {3}）；{4} 张票据可再次报销。金额按原记账反向记入，不重新计算。</source>
        <translation>In full; the statement becomes void: funds take back {0}; the personal account gets back {1} (this year&apos;s money {2}, earlier money {3}); {4} receipts can be claimed again. Amounts are those that were booked, with the opposite sign; nothing is priced again.</translation>
    </message>
    <message>
        <source>本单应付参保人</source>
        <translation>Owed to the member for this claim</translation>
    </message>
    <message>
        <source>账户当年资金</source>
        <translation>Account, this year&apos;s money</translation>
    </message>
    <message>
        <source>账户历年资金</source>
        <translation>Account, earlier money</translation>
    </message>
    <message>
        <source>▲ 身份由手工输入（{0}），没有读卡；结算单上会注明。</source>
        <translation>▲ Identity was typed ({0}), no card was read; the statement says so.</translation>
    </message>
    <message>
        <source>身份：{0}，没有插卡。</source>
        <translation>Identified by: {0}; no card in the reader.</translation>
    </message>
    <message>
        <source>身份：{0}。记账时再核一次卡，请不要取出。</source>
        <translation>Identity: {0}. The card is checked once more when booking; leave it in.</translation>
    </message>
    <message>
        <source>票据</source>
        <translation>Receipts</translation>
    </message>
    <message>
        <source>记账</source>
        <translation>Book</translation>
    </message>
    <message>
        <source>身份：{0}</source>
        <translation>Identity: {0}</translation>
    </message>
    <message>
        <source>费用总额</source>
        <translation>Total</translation>
    </message>
    <message>
        <source>政策范围内</source>
        <translation>In scope</translation>
    </message>
    <message>
        <source>起付线</source>
        <translation>Deductible</translation>
    </message>
    <message>
        <source>基金支付合计（付给参保人）</source>
        <translation>Funds together (paid to the member)</translation>
    </message>
    <message>
        <source>个人账户</source>
        <translation>Personal account</translation>
    </message>
    <message>
        <source>个人现金（已垫付）</source>
        <translation>Cash (already paid)</translation>
    </message>
    <message>
        <source>原来</source>
        <translation>before</translation>
    </message>
    <message>
        <source>现在</source>
        <translation>now</translation>
    </message>
    <message>
        <source>回到参保人 F3</source>
        <translation>To the member F3</translation>
    </message>
    <message>
        <source>再打印 F9</source>
        <translation>Print again F9</translation>
    </message>
    <message>
        <source>冲销单</source>
        <translation>Reversal</translation>
    </message>
    <message>
        <source>已冲销，作废</source>
        <translation>Reversed, void</translation>
    </message>
    <message>
        <source>冲销，待确认</source>
        <translation>Reversal, to be confirmed</translation>
    </message>
    <message>
        <source>正在冲销</source>
        <translation>Reversing</translation>
    </message>
</context>
<context>
    <name>SettlementPaper</name>
    <message>
        <source>卡纸或缺页</source>
        <translation>Paper jam or missing page</translation>
    </message>
    <message>
        <source>字迹不清</source>
        <translation>Not legible</translation>
    </message>
    <message>
        <source>打印机没有出纸</source>
        <translation>Nothing came out</translation>
    </message>
    <message>
        <source>参保人遗失</source>
        <translation>Lost by the member</translation>
    </message>
    <message>
        <source>补打要写明原因，纸上会标明“补打”并计数</source>
        <translation>A reprint needs a reason; the paper is marked and counted</translation>
    </message>
    <message>
        <source>不打印</source>
        <translation>Do not print</translation>
    </message>
    <message>
        <source>补打第 {0} 次，已记录原因。</source>
        <translation>Reprint {0}, the reason is logged.</translation>
    </message>
    <message>
        <source>补打 F9</source>
        <translation>Print again F9</translation>
    </message>
    <message>
        <source>打印 F9</source>
        <translation>Print F9</translation>
    </message>
</context>
<context>
    <name>SpendingTable</name>
    <message>
        <source>类别</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>总额</source>
        <translation>Total</translation>
    </message>
    <message>
        <source>基金</source>
        <translation>Fund</translation>
    </message>
    <message>
        <source>账户</source>
        <translation>Account</translation>
    </message>
    <message>
        <source>现金</source>
        <translation>Cash</translation>
    </message>
    <message>
        <source>基金 {fund}，账户 {account}，现金 {cash}</source>
        <translation>fund {fund}, account {account}, cash {cash}</translation>
    </message>
    <message>
        <source>合计</source>
        <translation>Total</translation>
    </message>
</context>
<context>
    <name>StartPanel</name>
    <message>
        <source>没有办完的事（{count}）</source>
        <translation>Not finished ({count})</translation>
    </message>
    <message>
        <source>点“继续”接着办。状态以数据库为准，不必重新录入。</source>
        <translation>“Go on” continues. The database knows the true state; enter nothing again.</translation>
    </message>
    <message>
        <source>没有草稿，没有待打印的结算单，没有结果待查的记账。</source>
        <translation>No drafts, no statements to print, no bookings of unknown outcome.</translation>
    </message>
</context>
<context>
    <name>StayBanner</name>
    <message>
        <source>Ctrl+D  按年度拆分</source>
        <translation>Ctrl+D  Split by years</translation>
    </message>
    <message>
        <source>须拆分</source>
        <translation>to be split</translation>
    </message>
    <message>
        <source>；</source>
        <translation>; </translation>
    </message>
    <message>
        <source>本次住院跨结算年度，该统筹区按天数分段结算：{0}。</source>
        <translation>The stay lies in several settlement years and is settled by days here: {0}.</translation>
    </message>
    <message>
        <source>第 {0} 段，共 {1} 段</source>
        <translation>part {0} of {1}</translation>
    </message>
    <message>
        <source>跨年度住院的一段：{0}，全程 {1} 天。</source>
        <translation>One part of a stay across years: {0}, {1} days in all.</translation>
    </message>
    <message>
        <source>{0} 至 {1} 计 {2} 天</source>
        <translation>{0} to {1}, {2} days</translation>
    </message>
</context>
<context>
    <name>StepWords</name>
    <message>
        <source>级别</source>
        <translation>level</translation>
    </message>
    <message>
        <source>人员</source>
        <translation>class</translation>
    </message>
    <message>
        <source>年龄</source>
        <translation>age</translation>
    </message>
    <message>
        <source>计算期</source>
        <translation>period</translation>
    </message>
    <message>
        <source>本年第几次住院</source>
        <translation>admission of the year</translation>
    </message>
    <message>
        <source>应付起付标准</source>
        <translation>deductible due</translation>
    </message>
    <message>
        <source>全年起付标准</source>
        <translation>the year&apos;s deductible</translation>
    </message>
    <message>
        <source>此前已付</source>
        <translation>paid before</translation>
    </message>
    <message>
        <source>同一规定病种</source>
        <translation>the same listed disease</translation>
    </message>
    <message>
        <source>自</source>
        <translation>from</translation>
    </message>
    <message>
        <source>至</source>
        <translation>to</translation>
    </message>
    <message>
        <source>分段依据</source>
        <translation>bands run on</translation>
    </message>
    <message>
        <source>在职比例</source>
        <translation>an employee&apos;s rate</translation>
    </message>
    <message>
        <source>个人负担折算</source>
        <translation>part of the person&apos;s share</translation>
    </message>
    <message>
        <source>年龄增加</source>
        <translation>for age</translation>
    </message>
    <message>
        <source>异地降低</source>
        <translation>less for care elsewhere</translation>
    </message>
    <message>
        <source>就医情形</source>
        <translation>care</translation>
    </message>
    <message>
        <source>异地规则</source>
        <translation>rule elsewhere</translation>
    </message>
    <message>
        <source>异地先行自付</source>
        <translation>Share for care elsewhere</translation>
    </message>
    <message>
        <source>当年资金</source>
        <translation>This year&apos;s money</translation>
    </message>
    <message>
        <source>往年资金</source>
        <translation>Earlier years&apos; money</translation>
    </message>
    <message>
        <source>限额</source>
        <translation>cap</translation>
    </message>
    <message>
        <source>限额计算</source>
        <translation>cap counts</translation>
    </message>
    <message>
        <source>本次前尚余</source>
        <translation>left before</translation>
    </message>
    <message>
        <source>病种</source>
        <translation>disease</translation>
    </message>
    <message>
        <source>账户不付的原因</source>
        <translation>why the account does not pay</translation>
    </message>
    <message>
        <source>账户可付</source>
        <translation>account may pay</translation>
    </message>
    <message>
        <source>第几段</source>
        <translation>part</translation>
    </message>
    <message>
        <source>共几段</source>
        <translation>of parts</translation>
    </message>
    <message>
        <source>本段自</source>
        <translation>part begins</translation>
    </message>
    <message>
        <source>本段至</source>
        <translation>part ends</translation>
    </message>
    <message>
        <source>本段天数</source>
        <translation>days of the part</translation>
    </message>
    <message>
        <source>全程天数</source>
        <translation>days in all</translation>
    </message>
    <message>
        <source>由 {0} 得出 {1}</source>
        <translation>from {0} comes {1}</translation>
    </message>
    <message>
        <source>取值：{0}</source>
        <translation>Values: {0}</translation>
    </message>
    <message>
        <source>依据：{0}</source>
        <translation>Source: {0}</translation>
    </message>
</context>
<context>
    <name>TakingBack</name>
    <message>
        <source>冲销… Ctrl+R</source>
        <translation>Reverse… Ctrl+R</translation>
    </message>
    <message>
        <source>更正 Ctrl+G</source>
        <translation>Correct Ctrl+G</translation>
    </message>
    <message>
        <source>确认冲销</source>
        <translation>Reverse</translation>
    </message>
    <message>
        <source>不冲销</source>
        <translation>Keep it</translation>
    </message>
    <message>
        <source>冲销…</source>
        <translation>Reverse…</translation>
    </message>
    <message>
        <source>更正</source>
        <translation>Correct</translation>
    </message>
    <message>
        <source>冲销后（元）</source>
        <translation>After the reversal (yuan)</translation>
    </message>
    <message>
        <source>现在</source>
        <translation>now</translation>
    </message>
    <message>
        <source>冲销后</source>
        <translation>after</translation>
    </message>
    <message>
        <source>冲销 {0}</source>
        <translation>Reverse {0}</translation>
    </message>
    <message>
        <source>不知道是否冲销</source>
        <translation>Not known whether it was reversed</translation>
    </message>
    <message>
        <source>没有冲销</source>
        <translation>Not reversed</translation>
    </message>
    <message>
        <source>已照原样新建一份，替代 {0}；改好后再结算。</source>
        <translation>A new claim with everything of it, in place of {0}; correct it, then settle.</translation>
    </message>
</context>
<context>
    <name>TotalsWords</name>
    <message>
        <source>{0} 年累计（办理前 → 办理后）</source>
        <translation>Totals of {0} (before → after)</translation>
    </message>
    <message>
        <source>{0}（直接支付）</source>
        <translation>{0} (paid directly)</translation>
    </message>
    <message>
        <source>{0}（计入的费用）</source>
        <translation>{0} (expense counted)</translation>
    </message>
    <message>
        <source>{0} · 本病种</source>
        <translation>{0} · this disease</translation>
    </message>
</context>
<context>
    <name>TrayDrawer</name>
    <message>
        <source>虚拟卡盘</source>
        <translation>Virtual card tray</translation>
    </message>
    <message>
        <source>练习</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>这些卡和人都是虚构的。</source>
        <translation>These cards and people are invented.</translation>
    </message>
    <message>
        <source>选一张卡，按回车插入；再选一张就是换卡；Delete 取出。</source>
        <translation>Choose a card, Enter inserts it; another one swaps; Delete pulls.</translation>
    </message>
    <message>
        <source>空格：把这个人的身份证放到阅读器上，再按 Shift+F2 读；再按空格拿走。</source>
        <translation>Space lays this person&apos;s ID card on the ID reader, Shift+F2 reads it; Space again takes it away.</translation>
    </message>
    <message>
        <source>可插入的卡</source>
        <translation>Cards to insert</translation>
    </message>
    <message>
        <source>取出卡  Delete</source>
        <translation>Pull card  Delete</translation>
    </message>
    <message>
        <source>收起  F11</source>
        <translation>Hide  F11</translation>
    </message>
    <message>
        <source>放/拿身份证  空格</source>
        <translation>ID card on / off  Space</translation>
    </message>
    <message>
        <source>（在读卡器里）</source>
        <translation> (in the reader)</translation>
    </message>
    <message>
        <source>（身份证在阅读器上）</source>
        <translation> (ID card on the reader)</translation>
    </message>
</context>
<context>
    <name>VisitBar</name>
    <message>
        <source>显示</source>
        <translation>Show</translation>
    </message>
    <message>
        <source>显示完整身份证号（要选原因，会记录）</source>
        <translation>Show the whole ID number (asks for a reason, is logged)</translation>
    </message>
    <message>
        <source>显示完整身份证号</source>
        <translation>Show the whole ID number</translation>
    </message>
    <message>
        <source>没有用到芯片：卡由文件模拟，只供练习。</source>
        <translation>No chip is touched: the card is simulated from a file, for training only.</translation>
    </message>
    <message>
        <source>模拟卡</source>
        <translation>Simulated</translation>
    </message>
    <message>
        <source>停止</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>读身份证</source>
        <translation>Read ID card</translation>
    </message>
    <message>
        <source>{sex} · {age} 岁</source>
        <translation>{sex} · {age}</translation>
    </message>
    <message>
        <source>身份凭证：{route}</source>
        <translation>Identified by: {route}</translation>
    </message>
    <message>
        <source>原因：{reason}</source>
        <translation>Reason: {reason}</translation>
    </message>
    <message>
        <source>并核对过：{evidence}</source>
        <translation>Compared with: {evidence}</translation>
    </message>
    <message>
        <source>Ctrl+F2 逐项核对</source>
        <translation>Ctrl+F2 compares field by field</translation>
    </message>
    <message>
        <source>依据本地档案，{at}</source>
        <translation>From the local records, {at}</translation>
    </message>
    <message>
        <source>卡与档案的{field}不一致</source>
        <translation>Card and record differ in {field}</translation>
    </message>
    <message>
        <source>证件与卡或档案的{field}不一致</source>
        <translation>Document differs from card or record: {field}</translation>
    </message>
    <message>
        <source>{count} 项要核对</source>
        <translation>{count} things to check</translation>
    </message>
    <message>
        <source>遮住</source>
        <translation>Hide</translation>
    </message>
</context>
<context>
    <name>VisitView</name>
    <message>
        <source>正在打开档案…</source>
        <translation>Opening the record …</translation>
    </message>
    <message>
        <source>读卡器里有 {0} 张卡，为谁办理？</source>
        <translation>{0} cards are seated: whose turn is it?</translation>
    </message>
    <message>
        <source>读卡器里另有一张卡，改为它办理？</source>
        <translation>Another card is seated: serve its holder instead?</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>办完后请取出卡，还给参保人。</source>
        <translation>When you are done, take the card out and give it back.</translation>
    </message>
</context>
<context>
    <name>Waterfall</name>
    <message>
        <source>票据总额</source>
        <translation>Total of receipts</translation>
    </message>
    <message>
        <source>全自费（丙类、目录外）</source>
        <translation>Member pays all (class C, not listed)</translation>
    </message>
    <message>
        <source>超限价</source>
        <translation>Over the price limit</translation>
    </message>
    <message>
        <source>政策范围内</source>
        <translation>In scope</translation>
    </message>
    <message>
        <source>起付线</source>
        <translation>Deductible</translation>
    </message>
    <message>
        <source>基金支付</source>
        <translation>Fund pays</translation>
    </message>
    <message>
        <source>医院负担</source>
        <translation>Hospital bears</translation>
    </message>
    <message>
        <source>个人负担</source>
        <translation>Member&apos;s share</translation>
    </message>
    <message>
        <source>个人账户</source>
        <translation>Personal account</translation>
    </message>
    <message>
        <source>家庭共济</source>
        <translation>Family account</translation>
    </message>
    <message>
        <source>现金</source>
        <translation>Cash</translation>
    </message>
    <message>
        <source>已由本人垫付</source>
        <translation>already paid by the member</translation>
    </message>
    <message>
        <source>先行自付</source>
        <translation>Prior self-pay</translation>
    </message>
    <message>
        <source>第 {0} 张票据第 {1} 行  {2}</source>
        <translation>Receipt {0}, line {1}  {2}</translation>
    </message>
    <message>
        <source>还有 {0} 行</source>
        <translation>{0} more lines</translation>
    </message>
    <message>
        <source>本年已付 {0} / {1}</source>
        <translation>paid this year {0} / {1}</translation>
    </message>
    <message>
        <source>本年第 {0} 次住院，应付 {1}</source>
        <translation>stay {0} of the year, due {1}</translation>
    </message>
    <message>
        <source>手工报销不动账户</source>
        <translation>a paper claim leaves the account alone</translation>
    </message>
    <message>
        <source>当时账户不能用于此处</source>
        <translation>the account could not be used here then</translation>
    </message>
    <message>
        <source>基金支付合计</source>
        <translation>Funds together</translation>
    </message>
</context>
<context>
    <name>WhatIfForm</name>
    <message>
        <source>参保地和险种</source>
        <translation>Region and scheme</translation>
    </message>
    <message>
        <source>就医方式</source>
        <translation>Kind of care</translation>
    </message>
    <message>
        <source>医院级别</source>
        <translation>Level of hospital</translation>
    </message>
    <message>
        <source>就诊或出院日期</source>
        <translation>Day of care or discharge</translation>
    </message>
    <message>
        <source>人员类别</source>
        <translation>Class of person</translation>
    </message>
    <message>
        <source>异地就医</source>
        <translation>Care elsewhere</translation>
    </message>
    <message>
        <source>认定病种</source>
        <translation>Listed disease</translation>
    </message>
    <message>
        <source>本人 {0}</source>
        <translation>own {0}</translation>
    </message>
    <message>
        <source>假设</source>
        <translation>Supposed</translation>
    </message>
</context>
<context>
    <name>WhatIfPanel</name>
    <message>
        <source>假设情形</source>
        <translation>What-if</translation>
    </message>
    <message>
        <source>只作比较：不能受理，不打印，不保存。</source>
        <translation>For comparison only: never booked, printed or saved.</translation>
    </message>
    <message>
        <source>Esc  返回实际情形</source>
        <translation>Esc  Back to the real claim</translation>
    </message>
    <message>
        <source>至今</source>
        <translation>open</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>有政策包的日期：</source>
        <translation>Days that packages cover:</translation>
    </message>
    <message>
        <source>▲ 参保地、险种或年度与实际不同：年度累计从零算起。</source>
        <translation>▲ Another region, scheme or year than the real one: its totals begin at zero.</translation>
    </message>
    <message>
        <source>假设情形下，为什么不是更多？{0}</source>
        <translation>Supposed so, why not more? {0}</translation>
    </message>
    <message>
        <source>政策包 {0}，自 {1} 起，第 {2} 版</source>
        <translation>Package {0}, from {1}, version {2}</translation>
    </message>
</context>
<context>
    <name>WhoseTurn</name>
    <message>
        <source>受保护的卡</source>
        <translation>Protected card</translation>
    </message>
</context>
<context>
    <name>Wording</name>
    <message>
        <source>门诊</source>
        <translation>Outpatient</translation>
    </message>
    <message>
        <source>急诊</source>
        <translation>Emergency</translation>
    </message>
    <message>
        <source>门诊大病</source>
        <translation>Serious outpatient</translation>
    </message>
    <message>
        <source>住院</source>
        <translation>Inpatient</translation>
    </message>
    <message>
        <source>急诊转住院</source>
        <translation>Emergency to inpatient</translation>
    </message>
    <message>
        <source>购药</source>
        <translation>Pharmacy</translation>
    </message>
    <message>
        <source>急诊观察室</source>
        <translation>Observation</translation>
    </message>
    <message>
        <source>家庭病床</source>
        <translation>Family bed</translation>
    </message>
    <message>
        <source>门急诊</source>
        <translation>Outpatient</translation>
    </message>
    <message>
        <source>甲</source>
        <translation>A</translation>
    </message>
    <message>
        <source>乙</source>
        <translation>B</translation>
    </message>
    <message>
        <source>丙</source>
        <translation>C</translation>
    </message>
    <message>
        <source>统筹区内</source>
        <translation>local</translation>
    </message>
    <message>
        <source>社区</source>
        <translation>community</translation>
    </message>
    <message>
        <source>一级</source>
        <translation>level 1</translation>
    </message>
    <message>
        <source>二级</source>
        <translation>level 2</translation>
    </message>
    <message>
        <source>三级</source>
        <translation>level 3</translation>
    </message>
    <message>
        <source>电子票据</source>
        <translation>E-receipt</translation>
    </message>
    <message>
        <source>纸质票据</source>
        <translation>Paper receipt</translation>
    </message>
    <message>
        <source>发票</source>
        <translation>Invoice</translation>
    </message>
    <message>
        <source>个人缴费</source>
        <translation>Own contribution</translation>
    </message>
    <message>
        <source>单位划入</source>
        <translation>Employer share</translation>
    </message>
    <message>
        <source>利息</source>
        <translation>Interest</translation>
    </message>
    <message>
        <source>年度结转</source>
        <translation>Carry-over</translation>
    </message>
    <message>
        <source>就诊</source>
        <translation>Care</translation>
    </message>
    <message>
        <source>定点药店</source>
        <translation>Pharmacy</translation>
    </message>
    <message>
        <source>家庭共济</source>
        <translation>Family sharing</translation>
    </message>
    <message>
        <source>手工报销</source>
        <translation>Paper claim</translation>
    </message>
    <message>
        <source>期初</source>
        <translation>Opening</translation>
    </message>
    <message>
        <source>缴费清算</source>
        <translation>Contributions</translation>
    </message>
    <message>
        <source>建账</source>
        <translation>Opening of the account</translation>
    </message>
    <message>
        <source>计息</source>
        <translation>Interest</translation>
    </message>
    <message>
        <source>统筹基金</source>
        <translation>Pooled fund</translation>
    </message>
    <message>
        <source>本人或家庭成员</source>
        <translation>Self or family</translation>
    </message>
    <message>
        <source>当年</source>
        <translation>this year</translation>
    </message>
    <message>
        <source>历年</source>
        <translation>earlier years</translation>
    </message>
    <message>
        <source>职工医保</source>
        <translation>Employee</translation>
    </message>
    <message>
        <source>公务员补助</source>
        <translation>Civil servant</translation>
    </message>
    <message>
        <source>大额补助</source>
        <translation>Large amount</translation>
    </message>
    <message>
        <source>离休统筹</source>
        <translation>Retired cadre</translation>
    </message>
    <message>
        <source>残疾军人</source>
        <translation>Disabled soldier</translation>
    </message>
    <message>
        <source>企业补充</source>
        <translation>Employer supplement</translation>
    </message>
    <message>
        <source>居民医保</source>
        <translation>Resident</translation>
    </message>
    <message>
        <source>居民大病</source>
        <translation>Resident serious illness</translation>
    </message>
    <message>
        <source>长期护理</source>
        <translation>Long-term care</translation>
    </message>
    <message>
        <source>生育保险</source>
        <translation>Maternity</translation>
    </message>
    <message>
        <source>在职</source>
        <translation>in service</translation>
    </message>
    <message>
        <source>在职 · 公务员</source>
        <translation>in service · civil servant</translation>
    </message>
    <message>
        <source>在职 · 灵活就业</source>
        <translation>in service · flexible</translation>
    </message>
    <message>
        <source>退休</source>
        <translation>retired</translation>
    </message>
    <message>
        <source>离休</source>
        <translation>retired cadre</translation>
    </message>
    <message>
        <source>未成年居民</source>
        <translation>minor resident</translation>
    </message>
    <message>
        <source>成年居民</source>
        <translation>adult resident</translation>
    </message>
    <message>
        <source>老年居民</source>
        <translation>old resident</translation>
    </message>
    <message>
        <source>单位参保</source>
        <translation>through employer</translation>
    </message>
    <message>
        <source>灵活就业</source>
        <translation>flexible</translation>
    </message>
    <message>
        <source>居民参保</source>
        <translation>resident</translation>
    </message>
    <message>
        <source>未参保</source>
        <translation>Not insured</translation>
    </message>
    <message>
        <source>正常参保</source>
        <translation>Insured</translation>
    </message>
    <message>
        <source>暂停参保</source>
        <translation>Suspended</translation>
    </message>
    <message>
        <source>参保无效</source>
        <translation>Invalid</translation>
    </message>
    <message>
        <source>终止参保</source>
        <translation>Ended</translation>
    </message>
    <message>
        <source>正常</source>
        <translation>normal</translation>
    </message>
    <message>
        <source>已挂失</source>
        <translation>reported lost</translation>
    </message>
    <message>
        <source>已冻结</source>
        <translation>frozen</translation>
    </message>
    <message>
        <source>已注销</source>
        <translation>cancelled</translation>
    </message>
    <message>
        <source>男</source>
        <translation>male</translation>
    </message>
    <message>
        <source>女</source>
        <translation>female</translation>
    </message>
    <message>
        <source>性别未知</source>
        <translation>sex unknown</translation>
    </message>
    <message>
        <source>性别未说明</source>
        <translation>sex not stated</translation>
    </message>
    <message>
        <source>可享受待遇</source>
        <translation>Entitled</translation>
    </message>
    <message>
        <source>不可享受待遇</source>
        <translation>Not entitled</translation>
    </message>
    <message>
        <source>待遇待核实</source>
        <translation>To be verified</translation>
    </message>
    <message>
        <source>一般报销</source>
        <translation>General</translation>
    </message>
    <message>
        <source>定点未持卡</source>
        <translation>Card not at hand</translation>
    </message>
    <message>
        <source>异地就医</source>
        <translation>Away from home</translation>
    </message>
    <message>
        <source>急诊抢救</source>
        <translation>Emergency rescue</translation>
    </message>
    <message>
        <source>卡上的身份证号校验位不符，请核对证件</source>
        <translation>The check digit of the ID number on the card is wrong; check the ID card</translation>
    </message>
    <message>
        <source>卡上的出生日期与身份证号不一致，请核对证件</source>
        <translation>Birth day and ID number on the card differ; check the ID card</translation>
    </message>
    <message>
        <source>卡上的性别与身份证号不一致，请核对证件</source>
        <translation>Sex and ID number on the card differ; check the ID card</translation>
    </message>
    <message>
        <source>卡还没有到生效日期，请核对发卡日期和证件</source>
        <translation>The card is not valid yet; check its issue date and the ID card</translation>
    </message>
    <message>
        <source>卡上没有卡号，请核对证件，并提醒到制卡窗口核查</source>
        <translation>No card number on the card; check the ID card and refer to the card desk</translation>
    </message>
    <message>
        <source>卡上{field}读不出，请核对证件</source>
        <translation>The card&apos;s {field} cannot be read: check the ID card</translation>
    </message>
    <message>
        <source>有一项</source>
        <translation>record of one field</translation>
    </message>
    <message>
        <source>卡类别</source>
        <translation>card class</translation>
    </message>
    <message>
        <source>规范版本</source>
        <translation>specification version</translation>
    </message>
    <message>
        <source>发卡日期</source>
        <translation>day of issue</translation>
    </message>
    <message>
        <source>有效期</source>
        <translation>day of expiry</translation>
    </message>
    <message>
        <source>卡识别码</source>
        <translation>card code</translation>
    </message>
    <message>
        <source>姓名扩展</source>
        <translation>rest of the name</translation>
    </message>
    <message>
        <source>出生地</source>
        <translation>place of birth</translation>
    </message>
    <message>
        <source>驱动</source>
        <translation>Driver</translation>
    </message>
    <message>
        <source>身份证</source>
        <translation>ID card</translation>
    </message>
    <message>
        <source>电子凭证</source>
        <translation>E-credential</translation>
    </message>
    <message>
        <source>证件上的性别与身份证号不一致</source>
        <translation>Sex on the document does not fit the ID number</translation>
    </message>
    <message>
        <source>证件上的出生日期与身份证号不一致</source>
        <translation>Birth day on the document does not fit the ID number</translation>
    </message>
    <message>
        <source>身份证已过有效期，请提醒换证</source>
        <translation>The ID card has expired; remind the holder</translation>
    </message>
    <message>
        <source>身份证还没有到生效日期</source>
        <translation>The ID card is not valid yet</translation>
    </message>
    <message>
        <source>身份证的最新住址没有读出</source>
        <translation>The newest address on the ID card could not be read</translation>
    </message>
    <message>
        <source>证件号开头的地区代码没有见过，请核对</source>
        <translation>The ID number begins with an unknown region; please check</translation>
    </message>
    <message>
        <source>民族</source>
        <translation>Ethnicity</translation>
    </message>
    <message>
        <source>住址</source>
        <translation>Address</translation>
    </message>
    <message>
        <source>签发机关</source>
        <translation>Authority</translation>
    </message>
    <message>
        <source>有效期起</source>
        <translation>Valid from</translation>
    </message>
    <message>
        <source>有效期止</source>
        <translation>Valid to</translation>
    </message>
    <message>
        <source>保留区</source>
        <translation>Reserved</translation>
    </message>
    <message>
        <source>文字里有居民身份证上没有的字符。</source>
        <translation>The text has characters that no resident ID card has.</translation>
    </message>
    <message>
        <source>居民身份证上应为空白的地方写有内容。</source>
        <translation>Something stands where a resident ID card is blank.</translation>
    </message>
    <message>
        <source>姓名的位置是空白。</source>
        <translation>The place of the name is blank.</translation>
    </message>
    <message>
        <source>身份证号的位置上不是有效的身份证号。</source>
        <translation>Where the ID number should be there is no valid one.</translation>
    </message>
    <message>
        <source>性别的位置上不是性别代码。</source>
        <translation>Where the sex should be there is no code for it.</translation>
    </message>
    <message>
        <source>日期的位置上不是日期。</source>
        <translation>Where a date should be there is none.</translation>
    </message>
    <message>
        <source>异地转诊</source>
        <translation>Referral</translation>
    </message>
    <message>
        <source>异地长期居住（已备案）</source>
        <translation>filed resident elsewhere</translation>
    </message>
    <message>
        <source>未备案异地就医</source>
        <translation>elsewhere without filing</translation>
    </message>
    <message>
        <source>异地急诊抢救</source>
        <translation>emergency elsewhere</translation>
    </message>
    <message>
        <source>统筹区外</source>
        <translation>outside the region</translation>
    </message>
    <message>
        <source>每次住院</source>
        <translation>each admission</translation>
    </message>
    <message>
        <source>结算年度</source>
        <translation>settlement year</translation>
    </message>
    <message>
        <source>政策范围内费用（含起付线）</source>
        <translation>expense in scope, deductible included</translation>
    </message>
    <message>
        <source>进入本层的费用</source>
        <translation>expense that reaches this layer</translation>
    </message>
    <message>
        <source>本层已支付的金额</source>
        <translation>what this layer has paid</translation>
    </message>
    <message>
        <source>按支付额</source>
        <translation>payments</translation>
    </message>
    <message>
        <source>按费用额</source>
        <translation>expense</translation>
    </message>
    <message>
        <source>按统筹区外的标准</source>
        <translation>values for care outside the region</translation>
    </message>
    <message>
        <source>与统筹区内相同</source>
        <translation>as in the region</translation>
    </message>
    <message>
        <source>降低支付比例</source>
        <translation>lower rates</translation>
    </message>
    <message>
        <source>先由个人负担一部分</source>
        <translation>a share of the member&apos;s first</translation>
    </message>
    <message>
        <source>已由本人垫付</source>
        <translation>already paid by the member</translation>
    </message>
    <message>
        <source>当时账户不能用于此处</source>
        <translation>the account could not be used here then</translation>
    </message>
    <message>
        <source>全年只计一次</source>
        <translation>once a year</translation>
    </message>
    <message>
        <source>冲销</source>
        <translation>Reversal</translation>
    </message>
    <message>
        <source>救助补充</source>
        <translation>Assistance</translation>
    </message>
    <message>
        <source>入院前检查</source>
        <translation>Tests before a stay</translation>
    </message>
    <message>
        <source>其他</source>
        <translation>Other</translation>
    </message>
    <message>
        <source>正常参保缴费</source>
        <translation>Insured and paid</translation>
    </message>
    <message>
        <source>参保暂停，请到参保窗口恢复</source>
        <translation>Insurance suspended: restore it at the enrolment counter</translation>
    </message>
    <message>
        <source>参保已终止或无效，请核对参保登记</source>
        <translation>Insurance ended or invalid: check the enrolment</translation>
    </message>
    <message>
        <source>待遇被冻结，请转主管处理</source>
        <translation>Benefits frozen: refer to the supervisor</translation>
    </message>
    <message>
        <source>欠费超过两个月，请核对缴费记录</source>
        <translation>More than two months unpaid: check the contributions</translation>
    </message>
    <message>
        <source>没有缴费记录，请核对参保登记</source>
        <translation>No contributions on record: check the enrolment</translation>
    </message>
    <message>
        <source>登记为已故，请核对证件</source>
        <translation>Recorded as deceased: check the document</translation>
    </message>
    <message>
        <source>没有医疗保险，请先办理参保登记</source>
        <translation>No medical insurance: enrol first</translation>
    </message>
    <message>
        <source>外地参保或没有适用的政策包，请向参保地核实</source>
        <translation>Insured elsewhere, or no policy package applies: ask the home region</translation>
    </message>
    <message>
        <source>在待遇等待期内</source>
        <translation>In the waiting period</translation>
    </message>
    <message>
        <source>卡已挂失，请核对证件</source>
        <translation>Card reported lost: check the document</translation>
    </message>
    <message>
        <source>卡已冻结，请核对证件</source>
        <translation>Card frozen: check the document</translation>
    </message>
    <message>
        <source>卡已注销，请核对证件</source>
        <translation>Card cancelled: check the document</translation>
    </message>
    <message>
        <source>身份证号开头的地区代码没有见过，请核对证件</source>
        <translation>The ID number begins with an unknown region, check the document</translation>
    </message>
    <message>
        <source>卡识别码的地区代码没有见过，请核对证件</source>
        <translation>The card comes from an unknown region, check the document</translation>
    </message>
    <message>
        <source>卡已过有效期，请提醒换卡</source>
        <translation>The card has expired: advise a new one</translation>
    </message>
    <message>
        <source>卡上的身份证号不对，请核对证件</source>
        <translation>The ID number on the card is wrong: check the document</translation>
    </message>
    <message>
        <source>卡上没有身份证号，请核对证件</source>
        <translation>No ID number on the card: check the document</translation>
    </message>
    <message>
        <source>卡上的姓名读不出，请看证件</source>
        <translation>The name on the card cannot be read: see the document</translation>
    </message>
    <message>
        <source>姓名</source>
        <translation>name</translation>
    </message>
    <message>
        <source>身份证号</source>
        <translation>ID number</translation>
    </message>
    <message>
        <source>卡号</source>
        <translation>card number</translation>
    </message>
    <message>
        <source>性别</source>
        <translation>sex</translation>
    </message>
    <message>
        <source>出生日期</source>
        <translation>birth day</translation>
    </message>
    <message>
        <source>芯片</source>
        <translation>chip</translation>
    </message>
    <message>
        <source>厂家驱动</source>
        <translation>vendor driver</translation>
    </message>
    <message>
        <source>身份证阅读器</source>
        <translation>ID reader</translation>
    </message>
    <message>
        <source>扫码</source>
        <translation>code</translation>
    </message>
    <message>
        <source>手工输入</source>
        <translation>typed</translation>
    </message>
    <message>
        <source>读卡服务未运行</source>
        <translation>No reader service</translation>
    </message>
    <message>
        <source>没有读卡器</source>
        <translation>No reader</translation>
    </message>
    <message>
        <source>请插卡</source>
        <translation>Insert card</translation>
    </message>
    <message>
        <source>请插入社会保障卡。没带卡：Shift+F2 读身份证，或 F3 查找。</source>
        <translation>Insert the social security card. No card at hand: Shift+F2 reads an ID card, F3 searches.</translation>
    </message>
    <message>
        <source>接触不良</source>
        <translation>Bad contact</translation>
    </message>
    <message>
        <source>卡在读卡器里，却总是读到一半就断。请取出、擦净芯片再插到底；仍不行，读身份证或输入号码。</source>
        <translation>Contact is lost in every read. Take the card out, wipe its chip, push it all the way in; otherwise read the ID card.</translation>
    </message>
    <message>
        <source>正在读卡…</source>
        <translation>Reading …</translation>
    </message>
    <message>
        <source>正在读卡，请先不要取出。</source>
        <translation>The card is being read; leave it in.</translation>
    </message>
    <message>
        <source>已读卡</source>
        <translation>Card read</translation>
    </message>
    <message>
        <source>不止一张卡</source>
        <translation>Several cards</translation>
    </message>
    <message>
        <source>读卡器里不止一张卡。请在下面选为谁办理，或取出多余的卡。</source>
        <translation>More than one card is in the readers. Choose below whose turn it is, or take one out.</translation>
    </message>
    <message>
        <source>卡已取出。请把卡还给参保人，再请下一位插卡。</source>
        <translation>The card was taken out. Give it back, then ask for the next one.</translation>
    </message>
    <message>
        <source>卡已取出：内容已遮住，草稿都在。请把卡还给参保人；要接着办，请插回同一张卡。</source>
        <translation>The card was taken out: the page is hidden, drafts are safe. Give the card back; to go on, insert the same card.</translation>
    </message>
    <message>
        <source>受保护的卡</source>
        <translation>Protected card</translation>
    </message>
    <message>
        <source>驱动没有读出</source>
        <translation>Driver failed</translation>
    </message>
    <message>
        <source>不是社保卡</source>
        <translation>Not a social card</translation>
    </message>
    <message>
        <source>这是身份证</source>
        <translation>ID card</translation>
    </message>
    <message>
        <source>旧式卡</source>
        <translation>Old card</translation>
    </message>
    <message>
        <source>空白卡</source>
        <translation>Blank card</translation>
    </message>
    <message>
        <source>卡已锁</source>
        <translation>Card blocked</translation>
    </message>
    <message>
        <source>卡没有反应</source>
        <translation>Card is mute</translation>
    </message>
    <message>
        <source>卡已取出</source>
        <translation>Card removed</translation>
    </message>
    <message>
        <source>卡已读出，请先不要取出。没有打开档案时，原因写在下面。</source>
        <translation>The card was read; leave it in. If the record does not open, the reason stands below.</translation>
    </message>
    <message>
        <source>读不了这种卡</source>
        <translation>Unsupported card</translation>
    </message>
    <message>
        <source>芯片出错</source>
        <translation>Chip fault</translation>
    </message>
    <message>
        <source>卡内容有误</source>
        <translation>Damaged content</translation>
    </message>
    <message>
        <source>读卡器被占用</source>
        <translation>Reader in use</translation>
    </message>
    <message>
        <source>卡被复位</source>
        <translation>Card was reset</translation>
    </message>
    <message>
        <source>没有卡</source>
        <translation>No card</translation>
    </message>
    <message>
        <source>取卡太早</source>
        <translation>Pulled too early</translation>
    </message>
    <message>
        <source>读卡器卡住</source>
        <translation>Reader stuck</translation>
    </message>
    <message>
        <source>医疗收费票据</source>
        <translation>Medical receipt</translation>
    </message>
    <message>
        <source>费用清单</source>
        <translation>Fee list</translation>
    </message>
    <message>
        <source>诊断证明</source>
        <translation>Diagnosis</translation>
    </message>
    <message>
        <source>病历 / 处方</source>
        <translation>Record / prescription</translation>
    </message>
    <message>
        <source>床位费</source>
        <translation>Bed</translation>
    </message>
    <message>
        <source>诊察费</source>
        <translation>Consultation</translation>
    </message>
    <message>
        <source>检查费</source>
        <translation>Examination</translation>
    </message>
    <message>
        <source>化验费</source>
        <translation>Laboratory</translation>
    </message>
    <message>
        <source>治疗费</source>
        <translation>Treatment</translation>
    </message>
    <message>
        <source>手术费</source>
        <translation>Surgery</translation>
    </message>
    <message>
        <source>护理费</source>
        <translation>Nursing</translation>
    </message>
    <message>
        <source>卫生材料费</source>
        <translation>Materials</translation>
    </message>
    <message>
        <source>西药费</source>
        <translation>Western drugs</translation>
    </message>
    <message>
        <source>中药饮片费</source>
        <translation>Herbal pieces</translation>
    </message>
    <message>
        <source>中成药费</source>
        <translation>Chinese patent drugs</translation>
    </message>
    <message>
        <source>一般诊疗费</source>
        <translation>General treatment</translation>
    </message>
    <message>
        <source>挂号费</source>
        <translation>Registration</translation>
    </message>
    <message>
        <source>其他费</source>
        <translation>Other</translation>
    </message>
    <message>
        <source>住院起付线</source>
        <translation>Inpatient deductible</translation>
    </message>
    <message>
        <source>统筹基金最高支付限额</source>
        <translation>Pooled fund cap</translation>
    </message>
    <message>
        <source>大额互助最高支付限额</source>
        <translation>Large-amount cap</translation>
    </message>
    <message>
        <source>门诊起付线</source>
        <translation>Outpatient deductible</translation>
    </message>
    <message>
        <source>门诊累计支付</source>
        <translation>Outpatient paid</translation>
    </message>
    <message>
        <source>次数</source>
        <translation>admissions or visits</translation>
    </message>
    <message>
        <source>费用</source>
        <translation>total</translation>
    </message>
    <message>
        <source>范围内</source>
        <translation>in scope</translation>
    </message>
    <message>
        <source>起付线</source>
        <translation>Deductible</translation>
    </message>
    <message>
        <source>个人账户</source>
        <translation>Personal account</translation>
    </message>
    <message>
        <source>居民统筹基金</source>
        <translation>Residents&apos; pooled fund</translation>
    </message>
    <message>
        <source>医疗救助</source>
        <translation>Medical assistance</translation>
    </message>
    <message>
        <source>医院减免</source>
        <translation>Hospital waiver</translation>
    </message>
    <message>
        <source>其他补助</source>
        <translation>Other supplement</translation>
    </message>
    <message>
        <source>草稿</source>
        <translation>Draft</translation>
    </message>
    <message>
        <source>待打印</source>
        <translation>To print</translation>
    </message>
    <message>
        <source>结果待查</source>
        <translation>Outcome unknown</translation>
    </message>
    <message>
        <source>刷卡结算</source>
        <translation>By card</translation>
    </message>
    <message>
        <source>已冲销</source>
        <translation>reversed</translation>
    </message>
    <message>
        <source>更正报销</source>
        <translation>corrected claim</translation>
    </message>
    <message>
        <source>未打印</source>
        <translation>not printed</translation>
    </message>
    <message>
        <source>正在送出</source>
        <translation>being sent</translation>
    </message>
    <message>
        <source>排队中</source>
        <translation>queued</translation>
    </message>
    <message>
        <source>正在打印</source>
        <translation>printing</translation>
    </message>
    <message>
        <source>已打印</source>
        <translation>printed</translation>
    </message>
    <message>
        <source>打印失败</source>
        <translation>printing failed</translation>
    </message>
    <message>
        <source>打印状态未知</source>
        <translation>print state unknown</translation>
    </message>
    <message>
        <source>中心联</source>
        <translation>Centre copy</translation>
    </message>
    <message>
        <source>医疗机构联</source>
        <translation>Institution copy</translation>
    </message>
    <message>
        <source>参保人联</source>
        <translation>Member copy</translation>
    </message>
    <message>
        <source>示例市</source>
        <translation>Sample City</translation>
    </message>
    <message>
        <source>北京</source>
        <translation>Beijing</translation>
    </message>
    <message>
        <source>上海</source>
        <translation>Shanghai</translation>
    </message>
    <message>
        <source>南京</source>
        <translation>Nanjing</translation>
    </message>
    <message>
        <source>徐州</source>
        <translation>Xuzhou</translation>
    </message>
    <message>
        <source>广州</source>
        <translation>Guangzhou</translation>
    </message>
    <message>
        <source>中山</source>
        <translation>Zhongshan</translation>
    </message>
    <message>
        <source>重庆渝北</source>
        <translation>Chongqing Yubei</translation>
    </message>
    <message>
        <source>四川省本级</source>
        <translation>Sichuan provincial</translation>
    </message>
    <message>
        <source>成都</source>
        <translation>Chengdu</translation>
    </message>
    <message>
        <source>样式（不是真实地区）</source>
        <translation>Pattern (no real region)</translation>
    </message>
    <message>
        <source>没有做成。请再试一次；仍不行请告诉主管。</source>
        <translation>It did not work. Try once more; if it fails again tell the supervisor.</translation>
    </message>
    <message>
        <source>还有 {count} 处要改，已在各栏旁边说明。</source>
        <translation>{count} things to correct; each stands beside its field.</translation>
    </message>
    <message>
        <source>这不是金额。请输入数字，例如 1234.50。</source>
        <translation>This is no amount. Type a number such as 1234.50.</translation>
    </message>
    <message>
        <source>金额最多两位小数。请核对后重新输入。</source>
        <translation>An amount has at most two decimals. Check and type again.</translation>
    </message>
    <message>
        <source>金额太大。请核对小数点。</source>
        <translation>The amount is too large. Check the decimal point.</translation>
    </message>
    <message>
        <source>金额不能是负数。</source>
        <translation>An amount cannot be negative.</translation>
    </message>
    <message>
        <source>身份证号应为 18 位（或旧 15 位）。请核对位数。</source>
        <translation>An ID number has 18 characters (15 in old ones). Count them.</translation>
    </message>
    <message>
        <source>身份证号里有不该有的字符。只能是数字，末位可为 X。</source>
        <translation>The ID number has characters that do not belong there. Digits only, the last may be X.</translation>
    </message>
    <message>
        <source>身份证号中的出生日期不存在。请核对。</source>
        <translation>The birth day in the ID number does not exist. Please check.</translation>
    </message>
    <message>
        <source>身份证号校验位不符，多半是输错一位。请对照证件核对。</source>
        <translation>The check digit is wrong, most likely one digit was mistyped. Compare with the document.</translation>
    </message>
    <message>
        <source>没有查到这位参保人。请核对号码；确实未登记的，请先办理参保登记，外地参保的请回参保地办理。</source>
        <translation>No such member. Check the number; who is not registered enrols first, who is insured elsewhere goes to the home region.</translation>
    </message>
    <message>
        <source>卡、证件和档案不是同一个人：{fields}不一致。请核对证件，不要继续办理。</source>
        <translation>Card, document and record are not the same person: {fields} differ. Check the document and do not go on.</translation>
    </message>
    <message>
        <source>卡的{fields}和档案不一致，还没有确认。按 Ctrl+F2 核对，确认是本人的卡后再记账。</source>
        <translation>The card&apos;s {fields} is not the record&apos;s, and nobody has accepted that yet. Press Ctrl+F2 to compare; book once it is confirmed to be the member&apos;s own card.</translation>
    </message>
    <message>
        <source>卡已取出或换过，没有记账。请插回原来的卡，再确认一次。</source>
        <translation>The card was removed or swapped; nothing was booked. Put the same card back and confirm again.</translation>
    </message>
    <message>
        <source>读卡器 2 秒内没有确认卡还在，没有记账。卡不要取出，稍等一下再确认一次。</source>
        <translation>The card was not confirmed within 2 seconds; nothing was booked. Leave it in, wait a moment and confirm again.</translation>
    </message>
    <message>
        <source>这个窗口没有设置身份证阅读器。请管理员在设置里写上 id_reader；现在可插卡或输入号码。</source>
        <translation>No ID reader is set up at this counter. The administrator names it in the settings (id_reader); meanwhile insert the card or type the number.</translation>
    </message>
    <message>
        <source>已停止读身份证。要读时再按 Shift+F2。</source>
        <translation>Stopped waiting for an ID card. Shift+F2 starts again.</translation>
    </message>
    <message>
        <source>没有找到身份证阅读器。请插好；也可输入身份证号办理。</source>
        <translation>No ID reader found. Plug it in, or type the ID number.</translation>
    </message>
    <message>
        <source>有几个串口，不知道哪个是身份证阅读器。请管理员在设置里指定。</source>
        <translation>There are several serial ports. The administrator has to say which is the ID reader.</translation>
    </message>
    <message>
        <source>别的程序正在用身份证阅读器。请关闭那个程序再试。</source>
        <translation>Another program is using the ID reader. Close it and try again.</translation>
    </message>
    <message>
        <source>没有权限使用身份证阅读器。请管理员给本机用户放行；现在可输入身份证号办理。</source>
        <translation>No right to use the ID reader. Ask the administrator to open it to this user; the ID number can be typed.</translation>
    </message>
    <message>
        <source>身份证阅读器断开了。请重新插好，再放一次证件。</source>
        <translation>The ID reader was unplugged. Plug it in and put the ID card down again.</translation>
    </message>
    <message>
        <source>身份证阅读器没有回答。请拔下重插；也可输入身份证号办理。</source>
        <translation>The ID reader does not answer. Unplug it and plug it in, or type the ID number.</translation>
    </message>
    <message>
        <source>与身份证阅读器的通信有误。请再放一次证件；仍不行请检查连线。</source>
        <translation>Messages from the ID reader arrive damaged. Put the ID card down again; check the cable.</translation>
    </message>
    <message>
        <source>身份证阅读器不认识这条命令（{return_code}）。请管理员核对型号。</source>
        <translation>The ID reader does not know this command ({return_code}). The administrator has to check the model.</translation>
    </message>
    <message>
        <source>证件真伪检验没有通过（{return_code}）。请换一种方式核对身份。</source>
        <translation>The check for a genuine ID card failed ({return_code}). Establish identity another way.</translation>
    </message>
    <message>
        <source>放上的不是居民身份证。请换成身份证。</source>
        <translation>This is not a resident ID card. Put the ID card down.</translation>
    </message>
    <message>
        <source>没有读到证件（{return_code}）。请拿起证件，再放好。</source>
        <translation>The ID card could not be read ({return_code}). Lift it and put it down again.</translation>
    </message>
    <message>
        <source>身份证阅读器自检有误（{return_code}）。请换一台，或输入身份证号办理。</source>
        <translation>The ID reader is faulty ({return_code}). Use another one, or type the ID number.</translation>
    </message>
    <message>
        <source>阅读器上没有新放的证件。请把身份证拿起，再放上去。</source>
        <translation>No new ID card on the reader. Lift the card and put it down.</translation>
    </message>
    <message>
        <source>身份证阅读器报告了没有见过的代码 {return_code}。请再放一次证件，或输入身份证号。</source>
        <translation>The ID reader reports an unknown code {return_code}. Put the card down again, or type the ID number.</translation>
    </message>
    <message>
        <source>这是医保电子凭证，但本窗口没有设置解码服务（credential_service），码没有保存。请插卡、读身份证，或输入号码。</source>
        <translation>This is a medical insurance e-credential, but no decoding service is set up at this counter (credential_service); the code was not kept. Insert the card, read the ID card, or type the number.</translation>
    </message>
    <message>
        <source>这种电子凭证码没有公开的解码办法，码没有保存。请参保人打开 28 位的医保电子凭证，或改用卡、身份证。</source>
        <translation>How to decode this kind of e-credential is not published; the code was not kept. Ask for the e-credential of 28 digits, or use the card or the ID card.</translation>
    </message>
    <message>
        <source>这不是医保电子凭证码。请让参保人打开医保电子凭证。</source>
        <translation>This is no medical insurance e-credential. Ask the member to open the e-credential.</translation>
    </message>
    <message>
        <source>连不上电子凭证解码服务。请插卡、读身份证，或输入身份证号。</source>
        <translation>The decoding service for e-credentials cannot be reached. Use the card, the ID card, or type the ID number.</translation>
    </message>
    <message>
        <source>电子凭证解码服务出错（{number}），与码无关，不必刷新。请插卡、读身份证或输入号码，并告知管理员。</source>
        <translation>The decoding service failed ({number}); the code is not at fault, no need to refresh it. Use the card, the ID card or a typed number, and tell the administrator.</translation>
    </message>
    <message>
        <source>解码服务没有接受这个码（{number}）。请参保人刷新后再扫一次。</source>
        <translation>The decoding service refused the code ({number}). Ask the member to refresh it and scan again.</translation>
    </message>
    <message>
        <source>解码服务的回答读不懂。请换一种方式核对身份。</source>
        <translation>The answer of the decoding service cannot be understood. Establish identity another way.</translation>
    </message>
    <message>
        <source>这个电子凭证用的不是居民身份证。请输入证件号码办理。</source>
        <translation>This e-credential stands on another document than a resident ID card. Type the number.</translation>
    </message>
    <message>
        <source>{day} 没有可用的参保关系，不能受理。请先核对参保登记。</source>
        <translation>No insurance applies on {day}; the claim cannot be taken. Check the enrolment first.</translation>
    </message>
    <message>
        <source>{day} 参保已暂停，不能受理。请先到参保窗口恢复。</source>
        <translation>The insurance was suspended on {day}; the claim cannot be taken. Restore it at the enrolment counter.</translation>
    </message>
    <message>
        <source>{day} 待遇被冻结，不能受理。请转主管处理。</source>
        <translation>Benefits were frozen on {day}; the claim cannot be taken. Refer to the supervisor.</translation>
    </message>
    <message>
        <source>{day} 的政策包没有这类参保人的规定，不能受理。请核对人员类别，或请管理员装入政策包。</source>
        <translation>The package of {day} has no rule for this class of person; the claim cannot be taken. Check the class, or have a package installed.</translation>
    </message>
    <message>
        <source>{day} 的政策包没有这种异地就医的规定，不能受理。请核对备案，或请管理员装入政策包。</source>
        <translation>The policy for {day} has no rule for this kind of care away from home; it cannot be taken. Check the filing, or ask an administrator for the package.</translation>
    </message>
    <message>
        <source>{day} 的政策按病种规定限额，这个病种不在其中，不能受理。请核对病种认定。</source>
        <translation>The policy for {day} sets limits by disease, and this one is not among them; it cannot be taken. Check how the disease was certified.</translation>
    </message>
    <message>
        <source>{day} 的政策包缺少这笔费用所需的标准，不能受理。请向业务部门核实，再请管理员装入政策包。</source>
        <translation>The policy for {day} lacks a value that this bill needs; it cannot be taken. Ask the policy office, then an administrator for the package.</translation>
    </message>
    <message>
        <source>{day} 参保人还没有出生，不能受理。请核对就诊日期和出生日期。</source>
        <translation>On {day} the member was not born yet; it cannot be taken. Check the day of care and the day of birth.</translation>
    </message>
    <message>
        <source>{day} 在入院日期之前，不能受理。请核对入院和出院日期。</source>
        <translation>{day} is before the admission; it cannot be taken. Check the days of admission and discharge.</translation>
    </message>
    <message>
        <source>{day} 参保已终止，不能受理。请核对就诊日期。</source>
        <translation>The insurance had ended on {day}; the claim cannot be taken. Check the day of care.</translation>
    </message>
    <message>
        <source>{day} 尚未参保，不能受理。请核对就诊日期。</source>
        <translation>Not yet insured on {day}; the claim cannot be taken. Check the day of care.</translation>
    </message>
    <message>
        <source>这张票据已报销：{at}，{counter} 号窗口 {clerk}，结算单 {settlement_number}。不能再报，请退还票据。</source>
        <translation>This receipt was paid: {at}, counter {counter}, {clerk}, statement {settlement_number}. It cannot be paid again; hand it back.</translation>
    </message>
    <message>
        <source>这张票据已在医院实时结算（{at}，{settlement_number}）。已报过，不能再报，请退还票据。</source>
        <translation>This receipt was settled by card at the hospital ({at}, {settlement_number}). It cannot be paid again; hand it back.</translation>
    </message>
    <message>
        <source>没有冲销：后面的 {documents} 是按它计入的累计和账户算的。请从最后一笔起先冲销它们，再重新报销。</source>
        <translation>Not reversed: {documents} came later and were priced on its totals and its money. Reverse those first, the last one first, then claim them again.</translation>
    </message>
    <message>
        <source>没有冲销：应付的钱已经付出，要按追回办理。请转主管处理。</source>
        <translation>Not reversed: what was owed has been paid out; this is a matter for recovery. Ask the supervisor.</translation>
    </message>
    <message>
        <source>没有冲销：记账后账户已做年度结转，资金不能原样退回。请转主管处理。</source>
        <translation>Not reversed: the account was carried over to a new year since; the money cannot go back as it was. Ask the supervisor.</translation>
    </message>
    <message>
        <source>冲销单不能再冲销。要恢复，请按“更正”照原样新建一份。</source>
        <translation>A reversal is not reversed. To restore the claim, press Correct: it begins with everything of it.</translation>
    </message>
    <message>
        <source>这笔已冲销：{at}，{counter} 号窗口 {clerk}，冲销单 {reversed_by}。没有再冲销。</source>
        <translation>This was reversed before: {at}, counter {counter}, {clerk}, reversal {reversed_by}. Nothing was reversed again.</translation>
    </message>
    <message>
        <source>{number} 还有效，不能更正。请先冲销。</source>
        <translation>{number} still stands and cannot be corrected. Reverse it first.</translation>
    </message>
    <message>
        <source>{number} 已经更正为 {replaced_by}。不要再建，请查看新单。</source>
        <translation>{number} was corrected by {replaced_by} already. Look at that one instead.</translation>
    </message>
    <message>
        <source>{number} 不是这位参保人的结算单，不能由这份报销替代。请核对。</source>
        <translation>{number} is not a statement of this member; this claim cannot replace it. Please check.</translation>
    </message>
    <message>
        <source>计算期间本年度累计有变化，没有记账。新的金额已列出，请看过后再确认。</source>
        <translation>The year totals changed meanwhile; nothing was booked. See the new figures and confirm again.</translation>
    </message>
    <message>
        <source>本次住院跨结算年度，该地区按日均费用分段结算，没有记账。请先拆分，再逐段结算。</source>
        <translation>This stay lies in two settlement years, and the region settles by days; nothing was booked. Split it first, then settle each part.</translation>
    </message>
    <message>
        <source>拆分以后住院日期或政策变了，本段没有记账。请删去各段，从原来的申报重新拆分。</source>
        <translation>The days of the stay or the rules changed since it was split; this part was not booked. Remove the parts and split the original claim again.</translation>
    </message>
    <message>
        <source>这份草稿已用别的内容记过账，本次没有记账。请查看已有结算单，再新建一份。</source>
        <translation>This draft was booked before with other content; nothing was booked now. See that statement, then begin a new claim.</translation>
    </message>
    <message>
        <source>记账时与数据库断开，还不知道是否记上。请点“查明结果”，不要重新录入。</source>
        <translation>The database was lost while booking; nobody knows yet whether it was booked. Choose “Find out”; do not enter it again.</translation>
    </message>
    <message>
        <source>今天还没有开账，不能记账。请主管先开账，草稿已保存。</source>
        <translation>No accounting day is open, so nothing can be booked. The supervisor opens it; the draft is saved.</translation>
    </message>
    <message>
        <source>没有适用的政策包：统筹区 {region}、险种 {scheme}、{care}、{day}。请核对日期，或请管理员装入政策包。</source>
        <translation>No policy package applies: region {region}, scheme {scheme}, {care}, {day}. Check the day, or have the package installed.</translation>
    </message>
    <message>
        <source>文件有 {count} 处错误，没有采用。第一处：{first}</source>
        <translation>The file has {count} errors and was not used. The first: {first}</translation>
    </message>
    <message>
        <source>数据库比本程序新，不能打开。请升级本程序；数据没有改动。</source>
        <translation>The database is newer than this program and was not opened. Upgrade the program; nothing was changed.</translation>
    </message>
    <message>
        <source>数据库所在的文件夹不能写入。请管理员检查权限；没有记账。</source>
        <translation>The folder of the database cannot be written. Have the rights checked; nothing was booked.</translation>
    </message>
    <message>
        <source>这一天不能再开：后面的日子已经开过，或当天已经结账。请核对日期。</source>
        <translation>This day cannot be opened any more: a later day was opened, or it is closed. Check the date.</translation>
    </message>
    <message>
        <source>磁盘已满，没有记账。请管理员清出空间后再试，草稿还在屏幕上。</source>
        <translation>The disk is full; nothing was booked. Have space freed and try again; the draft is still on the screen.</translation>
    </message>
    <message>
        <source>数据库正忙，这一步没有做成。请稍等几秒再试。</source>
        <translation>The database is busy; this was not done. Wait some seconds and try again.</translation>
    </message>
    <message>
        <source>连不上数据库。请检查网络；恢复后按 F5 再试。</source>
        <translation>The database cannot be reached. Check the network, then press F5.</translation>
    </message>
    <message>
        <source>数据库已损坏，不能继续。请停止办理，通知管理员恢复备份。</source>
        <translation>The database is damaged. Stop working and have the backup restored.</translation>
    </message>
    <message>
        <source>这个文件不是数据库。请管理员检查设置里的路径。</source>
        <translation>This file is no database. Have the path in the settings checked.</translation>
    </message>
    <message>
        <source>字体里没有“{characters}”，为免印错字，没有打印。请管理员安装生僻字字体后再打印；账已记。</source>
        <translation>No font has “{characters}”; nothing was printed rather than printed wrong. Have the fonts installed, then print; it is booked.</translation>
    </message>
    <message>
        <source>没有找到打印机。账已记；请检查打印机后按 F9 再打印。</source>
        <translation>No printer found. It is booked; check the printer, then press F9.</translation>
    </message>
    <message>
        <source>打印机没有接受：{detail}。账已记；请处理后按 F9 再打印。</source>
        <translation>The printer refused: {detail}. It is booked; put it right, then press F9.</translation>
    </message>
    <message>
        <source>连不上打印服务。账已记；恢复后按 F9 再打印。</source>
        <translation>The print service cannot be reached. It is booked; press F9 once it is back.</translation>
    </message>
    <message>
        <source>读卡服务没有运行，正在自动重连。现在可用 Shift+F2 读身份证，或 F3 输入号码。</source>
        <translation>The reader service is not running; it is tried again by itself. Meanwhile Shift+F2 reads an ID card, F3 takes a number.</translation>
    </message>
    <message>
        <source>没有读卡器。请插上读卡器；现在可用 Shift+F2 读身份证，或 F3 输入号码。</source>
        <translation>There is no card reader. Plug one in; meanwhile Shift+F2 reads an ID card, F3 takes a number.</translation>
    </message>
    <message>
        <source>读卡器不支持这张卡。请换一个读卡器，或用 Shift+F2 读身份证。</source>
        <translation>The reader does not support this card. Use another reader, or read the ID card with Shift+F2.</translation>
    </message>
    <message>
        <source>卡上的内容读不懂。请用 Shift+F2 读身份证办理，并建议换卡。</source>
        <translation>What stands on the card cannot be understood. Read the ID card with Shift+F2, and advise a new card.</translation>
    </message>
    <message>
        <source>这是身份证，放错了地方。请放到身份证阅读器上，按 Shift+F2。</source>
        <translation>This is an ID card in the wrong place. Put it on the ID reader and press Shift+F2.</translation>
    </message>
    <message>
        <source>这是旧式卡，读卡器读不了。请用 Shift+F2 读身份证办理，并建议换卡。</source>
        <translation>This is an old card that the reader cannot read. Read the ID card with Shift+F2, and advise a new card.</translation>
    </message>
    <message>
        <source>卡上的社保应用已锁。请到制卡窗口处理；现在可用 Shift+F2 读身份证。</source>
        <translation>The card is blocked. Refer to the card desk; meanwhile Shift+F2 reads the ID card.</translation>
    </message>
    <message>
        <source>这张卡受保护，读不出持卡人。请用 Shift+F2 读身份证，或 F3 输入号码。</source>
        <translation>This card is protected and does not say who holds it. Read the ID card with Shift+F2, or type the number with F3.</translation>
    </message>
    <message>
        <source>厂商驱动没有读出这张卡。请用 Shift+F2 读身份证，或 F3 输入号码。</source>
        <translation>The vendor&apos;s driver could not read this card. Read the ID card with Shift+F2, or type the number with F3.</translation>
    </message>
    <message>
        <source>没有查到这位参保人</source>
        <translation>Member not found</translation>
    </message>
    <message>
        <source>卡、证件和档案对不上</source>
        <translation>Card, document and record differ</translation>
    </message>
    <message>
        <source>打不开档案</source>
        <translation>The record cannot be opened</translation>
    </message>
    <message>
        <source>别的程序正在用读卡器。请关闭那个程序，再按 F2。</source>
        <translation>Another program uses the reader. Close it, then press F2.</translation>
    </message>
    <message>
        <source>没有卡。请插入社会保障卡。</source>
        <translation>No card. Insert the social security card.</translation>
    </message>
    <message>
        <source>卡没有反应。请把卡翻面，或擦净芯片后再插。</source>
        <translation>The card does not answer. Turn it over, or clean the chip and insert it again.</translation>
    </message>
    <message>
        <source>卡取出太早，没有读完。请再插一次，等读完再取。</source>
        <translation>The card was taken out too early. Insert it again and wait.</translation>
    </message>
    <message>
        <source>卡被别的程序复位。请按 F2 重读。</source>
        <translation>Another program reset the card. Press F2.</translation>
    </message>
    <message>
        <source>卡芯片出错。请再插一次；仍不行请到制卡窗口换卡。</source>
        <translation>The chip failed. Insert it again; if it fails again, have the card replaced.</translation>
    </message>
    <message>
        <source>这不是社会保障卡。请换成社会保障卡。</source>
        <translation>This is not a social security card. Use the right one.</translation>
    </message>
    <message>
        <source>这是还没有写入的空白卡。请到制卡窗口处理。</source>
        <translation>This card is blank. Refer to the card desk.</translation>
    </message>
    <message>
        <source>驱动读到的是另一张卡，没有采用。请只留一张卡，按 F2 重读；或用 Shift+F2 读身份证。</source>
        <translation>The driver read another card; nothing of it was used. Leave one card in and press F2, or read the ID card with Shift+F2.</translation>
    </message>
    <message>
        <source>驱动的回答不能证明说的就是这张卡，没有采用。请用 Shift+F2 读身份证，或 F3 输入号码。</source>
        <translation>The driver&apos;s answer does not prove that it tells of this card; nothing of it was used. Read the ID card with Shift+F2, or type the number with F3.</translation>
    </message>
    <message>
        <source>读卡器卡住了，正在重新启动读卡程序。请取出卡，稍等再插。</source>
        <translation>The reader is stuck and is being restarted. Take the card out, wait, insert it again.</translation>
    </message>
    <message>
        <source>读卡没有成功。请再插一次，或输入身份证号办理。</source>
        <translation>The card was not read. Insert it again, or type the ID number.</translation>
    </message>
    <message>
        <source>还没有填写</source>
        <translation>still empty</translation>
    </message>
    <message>
        <source>“{text}”不是金额</source>
        <translation>“{text}” is no amount</translation>
    </message>
    <message>
        <source>“{text}”多于两位小数</source>
        <translation>“{text}” has more than two decimals</translation>
    </message>
    <message>
        <source>“{text}”太大，请核对小数点</source>
        <translation>“{text}” is too large, check the decimal point</translation>
    </message>
    <message>
        <source>金额不能是负数</source>
        <translation>an amount cannot be negative</translation>
    </message>
    <message>
        <source>“{text}”不是日期，例如 2026-11-12</source>
        <translation>“{text}” is no date such as 2026-11-12</translation>
    </message>
    <message>
        <source>{day} 晚于今天，请核对</source>
        <translation>{day} is after today</translation>
    </message>
    <message>
        <source>{day} 太早，请核对年份</source>
        <translation>{day} is too early, check the year</translation>
    </message>
    <message>
        <source>“{text}”不是数量（大于 0，最多四位小数）</source>
        <translation>“{text}” is no quantity (above 0, at most four decimals)</translation>
    </message>
    <message>
        <source>只能是数字</source>
        <translation>digits only</translation>
    </message>
    <message>
        <source>应为 {want} 位，现在 {have} 位</source>
        <translation>must have {want} characters, has {have}</translation>
    </message>
    <message>
        <source>{day} 早于入院日期</source>
        <translation>{day} is before the admission</translation>
    </message>
    <message>
        <source>还没有明细，按 + 加一行</source>
        <translation>no lines yet, + adds one</translation>
    </message>
    <message>
        <source>票面 {total} 元，明细合计 {lines} 元，不相符</source>
        <translation>printed {total} yuan, lines {lines} yuan: not equal</translation>
    </message>
    <message>
        <source>金额为 0，没有可报的</source>
        <translation>the amount is 0, nothing to claim</translation>
    </message>
    <message>
        <source>票据已用过</source>
        <translation>the receipt was used before</translation>
    </message>
    <message>
        <source>医疗机构在统筹区外，请说明异地就医的情形</source>
        <translation>the institution is outside the region: say how the member came there</translation>
    </message>
    <message>
        <source>医疗机构在统筹区内，不是异地就医</source>
        <translation>the institution is inside the region: this is no care elsewhere</translation>
    </message>
    <message>
        <source>还没有票据</source>
        <translation>no receipts yet</translation>
    </message>
    <message>
        <source>与第 {other} 张是同一张票据</source>
        <translation>the same receipt as number {other}</translation>
    </message>
    <message>
        <source>与第 1 张票据的医院级别不同，请分开受理</source>
        <translation>another hospital level than receipt 1: take it separately</translation>
    </message>
    <message>
        <source>还没有收到这份材料</source>
        <translation>this paper is missing</translation>
    </message>
    <message>
        <source>票据跨年度，请按年度分开受理</source>
        <translation>receipts of different years: take them separately</translation>
    </message>
</context>
</TS>
