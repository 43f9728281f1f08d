"""Generated from ui/member_page.ui by installer/generate.py. Change the form, not this file."""

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QComboBox, QFrame, QHBoxLayout,
    QHeaderView, QLabel, QLineEdit, QPushButton,
    QScrollArea, QSizePolicy, QSpacerItem, QStackedWidget,
    QTabWidget, QTableView, QVBoxLayout, QWidget)

from counter.desktop.amount_label import AmountLabel
from counter.desktop.balance_chart import BalanceChart
from counter.desktop.card_frame import CardFrame
from counter.desktop.chip import Chip
from counter.desktop.legend_mark import LegendMark
from counter.desktop.start_panel import StartPanel

class Ui_MemberPage(object):
    def setupUi(self, MemberPage: QWidget) -> None:
        if not MemberPage.objectName():
            MemberPage.setObjectName(u"MemberPage")
        self.page_column = QVBoxLayout(MemberPage)
        self.page_column.setSpacing(0)
        self.page_column.setObjectName(u"page_column")
        self.page_column.setContentsMargins(16, 12, 16, 12)
        self.states = QStackedWidget(MemberPage)
        self.states.setObjectName(u"states")
        self.start_panel = StartPanel()
        self.start_panel.setObjectName(u"start_panel")
        self.states.addWidget(self.start_panel)
        self.content = QWidget()
        self.content.setObjectName(u"content")
        self.content_column = QVBoxLayout(self.content)
        self.content_column.setSpacing(12)
        self.content_column.setObjectName(u"content_column")
        self.content_column.setContentsMargins(0, 0, 0, 0)
        self.as_of_banner = QFrame(self.content)
        self.as_of_banner.setObjectName(u"as_of_banner")
        self.as_of_banner.setProperty(u"surface", u"banner")
        self.as_of_row = QHBoxLayout(self.as_of_banner)
        self.as_of_row.setSpacing(8)
        self.as_of_row.setObjectName(u"as_of_row")
        self.as_of_row.setContentsMargins(10, 3, 10, 3)
        self.as_of_chip = Chip(self.as_of_banner)
        self.as_of_chip.setObjectName(u"as_of_chip")

        self.as_of_row.addWidget(self.as_of_chip)

        self.as_of_text = QLabel(self.as_of_banner)
        self.as_of_text.setObjectName(u"as_of_text")
        self.as_of_text.setWordWrap(True)

        self.as_of_row.addWidget(self.as_of_text)

        self.as_of_back = QPushButton(self.as_of_banner)
        self.as_of_back.setObjectName(u"as_of_back")
        self.as_of_back.setProperty(u"role", u"link")

        self.as_of_row.addWidget(self.as_of_back)

        self.as_of_row.setStretch(1, 1)

        self.content_column.addWidget(self.as_of_banner)

        self.top_row = QHBoxLayout()
        self.top_row.setSpacing(12)
        self.top_row.setObjectName(u"top_row")
        self.top_row.setContentsMargins(0, 0, 0, 0)
        self.account_card = CardFrame(self.content)
        self.account_card.setObjectName(u"account_card")
        self.account_column = QVBoxLayout(self.account_card)
        self.account_column.setSpacing(3)
        self.account_column.setObjectName(u"account_column")
        self.account_column.setContentsMargins(14, 10, 14, 6)
        self.account_head = QHBoxLayout()
        self.account_head.setSpacing(8)
        self.account_head.setObjectName(u"account_head")
        self.account_head.setContentsMargins(0, 0, 0, 0)
        self.account_title = QLabel(self.account_card)
        self.account_title.setObjectName(u"account_title")
        self.account_title.setProperty(u"role", u"title")

        self.account_head.addWidget(self.account_title)

        self.account_gap = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.account_head.addItem(self.account_gap)

        self.account_as_of = QLabel(self.account_card)
        self.account_as_of.setObjectName(u"account_as_of")
        self.account_as_of.setProperty(u"role", u"title")

        self.account_head.addWidget(self.account_as_of)


        self.account_column.addLayout(self.account_head)

        self.balance_row = QHBoxLayout()
        self.balance_row.setSpacing(6)
        self.balance_row.setObjectName(u"balance_row")
        self.balance_row.setContentsMargins(0, 0, 0, 0)
        self.balance = AmountLabel(self.account_card)
        self.balance.setObjectName(u"balance")
        self.balance.setProperty(u"role", u"big")

        self.balance_row.addWidget(self.balance)

        self.balance_unit = QLabel(self.account_card)
        self.balance_unit.setObjectName(u"balance_unit")
        self.balance_unit.setProperty(u"role", u"second")
        self.balance_unit.setAlignment(Qt.AlignmentFlag.AlignBottom|Qt.AlignmentFlag.AlignLeft)

        self.balance_row.addWidget(self.balance_unit)

        self.balance_gap = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.balance_row.addItem(self.balance_gap)


        self.account_column.addLayout(self.balance_row)

        self.money_parts = QLabel(self.account_card)
        self.money_parts.setObjectName(u"money_parts")
        self.money_parts.setWordWrap(True)

        self.account_column.addWidget(self.money_parts)

        self.chart_stack = QStackedWidget(self.account_card)
        self.chart_stack.setObjectName(u"chart_stack")
        self.balance_chart = BalanceChart()
        self.balance_chart.setObjectName(u"balance_chart")
        self.chart_stack.addWidget(self.balance_chart)
        self.balance_table = QTableView()
        self.balance_table.setObjectName(u"balance_table")
        self.chart_stack.addWidget(self.balance_table)

        self.account_column.addWidget(self.chart_stack)

        self.chart_foot = QHBoxLayout()
        self.chart_foot.setSpacing(8)
        self.chart_foot.setObjectName(u"chart_foot")
        self.chart_foot.setContentsMargins(0, 0, 0, 0)
        self.chart_caption = QLabel(self.account_card)
        self.chart_caption.setObjectName(u"chart_caption")
        self.chart_caption.setProperty(u"role", u"small")

        self.chart_foot.addWidget(self.chart_caption)

        self.chart_gap = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.chart_foot.addItem(self.chart_gap)

        self.chart_switch = QPushButton(self.account_card)
        self.chart_switch.setObjectName(u"chart_switch")
        self.chart_switch.setProperty(u"role", u"link")

        self.chart_foot.addWidget(self.chart_switch)


        self.account_column.addLayout(self.chart_foot)

        self.account_column.setStretch(3, 1)

        self.top_row.addWidget(self.account_card)

        self.benefits_card = CardFrame(self.content)
        self.benefits_card.setObjectName(u"benefits_card")
        self.benefits_column = QVBoxLayout(self.benefits_card)
        self.benefits_column.setSpacing(6)
        self.benefits_column.setObjectName(u"benefits_column")
        self.benefits_column.setContentsMargins(14, 10, 14, 10)
        self.benefits_title = QLabel(self.benefits_card)
        self.benefits_title.setObjectName(u"benefits_title")
        self.benefits_title.setProperty(u"role", u"title")

        self.benefits_column.addWidget(self.benefits_title)

        self.benefits_list = QWidget(self.benefits_card)
        self.benefits_list.setObjectName(u"benefits_list")
        self.benefits_rows = QVBoxLayout(self.benefits_list)
        self.benefits_rows.setSpacing(5)
        self.benefits_rows.setObjectName(u"benefits_rows")
        self.benefits_rows.setContentsMargins(0, 0, 0, 0)

        self.benefits_column.addWidget(self.benefits_list)

        self.benefits_gap = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.benefits_column.addItem(self.benefits_gap)


        self.top_row.addWidget(self.benefits_card)

        self.cases_card = CardFrame(self.content)
        self.cases_card.setObjectName(u"cases_card")
        self.cases_column = QVBoxLayout(self.cases_card)
        self.cases_column.setSpacing(6)
        self.cases_column.setObjectName(u"cases_column")
        self.cases_column.setContentsMargins(14, 10, 8, 8)
        self.cases_title = QLabel(self.cases_card)
        self.cases_title.setObjectName(u"cases_title")
        self.cases_title.setProperty(u"role", u"title")

        self.cases_column.addWidget(self.cases_title)

        self.cases_scroll = QScrollArea(self.cases_card)
        self.cases_scroll.setObjectName(u"cases_scroll")
        self.cases_scroll.setWidgetResizable(True)
        self.cases_scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.cases_list = QWidget()
        self.cases_list.setObjectName(u"cases_list")
        self.cases_rows = QVBoxLayout(self.cases_list)
        self.cases_rows.setSpacing(6)
        self.cases_rows.setObjectName(u"cases_rows")
        self.cases_rows.setContentsMargins(0, 0, 0, 0)
        self.cases_scroll.setWidget(self.cases_list)

        self.cases_column.addWidget(self.cases_scroll)


        self.top_row.addWidget(self.cases_card)

        self.top_row.setStretch(0, 29)
        self.top_row.setStretch(1, 49)
        self.top_row.setStretch(2, 22)

        self.content_column.addLayout(self.top_row)

        self.bottom_row = QHBoxLayout()
        self.bottom_row.setSpacing(12)
        self.bottom_row.setObjectName(u"bottom_row")
        self.bottom_row.setContentsMargins(0, 0, 0, 0)
        self.spending_card = CardFrame(self.content)
        self.spending_card.setObjectName(u"spending_card")
        self.spending_column = QVBoxLayout(self.spending_card)
        self.spending_column.setSpacing(6)
        self.spending_column.setObjectName(u"spending_column")
        self.spending_column.setContentsMargins(0, 10, 0, 8)
        self.spending_head = QHBoxLayout()
        self.spending_head.setSpacing(14)
        self.spending_head.setObjectName(u"spending_head")
        self.spending_head.setContentsMargins(14, 0, 14, 0)
        self.spending_title = QLabel(self.spending_card)
        self.spending_title.setObjectName(u"spending_title")
        self.spending_title.setProperty(u"role", u"title")

        self.spending_head.addWidget(self.spending_title)

        self.spending_gap = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.spending_head.addItem(self.spending_gap)

        self.fund_mark = LegendMark(self.spending_card)
        self.fund_mark.setObjectName(u"fund_mark")

        self.spending_head.addWidget(self.fund_mark)

        self.account_mark = LegendMark(self.spending_card)
        self.account_mark.setObjectName(u"account_mark")

        self.spending_head.addWidget(self.account_mark)

        self.cash_mark = LegendMark(self.spending_card)
        self.cash_mark.setObjectName(u"cash_mark")

        self.spending_head.addWidget(self.cash_mark)


        self.spending_column.addLayout(self.spending_head)

        self.spending_table = QTableView(self.spending_card)
        self.spending_table.setObjectName(u"spending_table")

        self.spending_column.addWidget(self.spending_table)


        self.bottom_row.addWidget(self.spending_card)

        self.enquiry_card = CardFrame(self.content)
        self.enquiry_card.setObjectName(u"enquiry_card")
        self.enquiry_column = QVBoxLayout(self.enquiry_card)
        self.enquiry_column.setSpacing(0)
        self.enquiry_column.setObjectName(u"enquiry_column")
        self.enquiry_column.setContentsMargins(1, 1, 1, 4)
        self.filters = QHBoxLayout()
        self.filters.setSpacing(6)
        self.filters.setObjectName(u"filters")
        self.filters.setContentsMargins(10, 6, 10, 6)
        self.year_filter = QComboBox(self.enquiry_card)
        self.year_filter.setObjectName(u"year_filter")

        self.filters.addWidget(self.year_filter)

        self.kind_filter = QComboBox(self.enquiry_card)
        self.kind_filter.setObjectName(u"kind_filter")

        self.filters.addWidget(self.kind_filter)

        self.institution_filter = QComboBox(self.enquiry_card)
        self.institution_filter.setObjectName(u"institution_filter")

        self.filters.addWidget(self.institution_filter)

        self.filter_gap = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.filters.addItem(self.filter_gap)

        self.as_of_label = QLabel(self.enquiry_card)
        self.as_of_label.setObjectName(u"as_of_label")
        self.as_of_label.setProperty(u"role", u"second")

        self.filters.addWidget(self.as_of_label)

        self.as_of = QLineEdit(self.enquiry_card)
        self.as_of.setObjectName(u"as_of")

        self.filters.addWidget(self.as_of)

        self.as_of_today = QPushButton(self.enquiry_card)
        self.as_of_today.setObjectName(u"as_of_today")
        self.as_of_today.setProperty(u"role", u"quiet")

        self.filters.addWidget(self.as_of_today)


        self.enquiry_column.addLayout(self.filters)

        self.enquiry = QTabWidget(self.enquiry_card)
        self.enquiry.setObjectName(u"enquiry")
        self.enquiry.setDocumentMode(True)
        self.account_tab = QWidget()
        self.account_tab.setObjectName(u"account_tab")
        self.account_tab_column = QVBoxLayout(self.account_tab)
        self.account_tab_column.setSpacing(0)
        self.account_tab_column.setObjectName(u"account_tab_column")
        self.account_tab_column.setContentsMargins(0, 0, 0, 0)
        self.account_table = QTableView(self.account_tab)
        self.account_table.setObjectName(u"account_table")

        self.account_tab_column.addWidget(self.account_table)

        self.enquiry.addTab(self.account_tab, "")
        self.clearing_tab = QWidget()
        self.clearing_tab.setObjectName(u"clearing_tab")
        self.clearing_tab_column = QVBoxLayout(self.clearing_tab)
        self.clearing_tab_column.setSpacing(0)
        self.clearing_tab_column.setObjectName(u"clearing_tab_column")
        self.clearing_tab_column.setContentsMargins(0, 0, 0, 0)
        self.clearing_table = QTableView(self.clearing_tab)
        self.clearing_table.setObjectName(u"clearing_table")

        self.clearing_tab_column.addWidget(self.clearing_table)

        self.enquiry.addTab(self.clearing_tab, "")
        self.cumulative_tab = QWidget()
        self.cumulative_tab.setObjectName(u"cumulative_tab")
        self.cumulative_tab_column = QVBoxLayout(self.cumulative_tab)
        self.cumulative_tab_column.setSpacing(0)
        self.cumulative_tab_column.setObjectName(u"cumulative_tab_column")
        self.cumulative_tab_column.setContentsMargins(0, 0, 0, 0)
        self.cumulative_table = QTableView(self.cumulative_tab)
        self.cumulative_table.setObjectName(u"cumulative_table")

        self.cumulative_tab_column.addWidget(self.cumulative_table)

        self.enquiry.addTab(self.cumulative_tab, "")
        self.expense_tab = QWidget()
        self.expense_tab.setObjectName(u"expense_tab")
        self.expense_tab_column = QVBoxLayout(self.expense_tab)
        self.expense_tab_column.setSpacing(0)
        self.expense_tab_column.setObjectName(u"expense_tab_column")
        self.expense_tab_column.setContentsMargins(0, 0, 0, 0)
        self.expense_table = QTableView(self.expense_tab)
        self.expense_table.setObjectName(u"expense_table")

        self.expense_tab_column.addWidget(self.expense_table)

        self.enquiry.addTab(self.expense_tab, "")

        self.enquiry_column.addWidget(self.enquiry)

        self.enquiry_note = QLabel(self.enquiry_card)
        self.enquiry_note.setObjectName(u"enquiry_note")
        self.enquiry_note.setWordWrap(True)
        self.enquiry_note.setProperty(u"role", u"small")

        self.enquiry_column.addWidget(self.enquiry_note)

        self.enquiry_column.setStretch(1, 1)

        self.bottom_row.addWidget(self.enquiry_card)

        self.bottom_row.setStretch(0, 47)
        self.bottom_row.setStretch(1, 53)

        self.content_column.addLayout(self.bottom_row)

        self.content_column.setStretch(2, 1)
        self.states.addWidget(self.content)

        self.page_column.addWidget(self.states)


        self.retranslateUi(MemberPage)

        QMetaObject.connectSlotsByName(MemberPage)
    # setupUi

    def retranslateUi(self, MemberPage: QWidget) -> None:
        self.as_of_back.setText(QCoreApplication.translate("MemberPage", u"\u56de\u5230\u4eca\u5929", None))
        self.account_title.setText(QCoreApplication.translate("MemberPage", u"\u4e2a\u4eba\u8d26\u6237\u4f59\u989d", None))
        self.balance_unit.setText(QCoreApplication.translate("MemberPage", u"\u5143", None))
#if QT_CONFIG(accessibility)
        self.balance_table.setAccessibleName(QCoreApplication.translate("MemberPage", u"\u8fd1 24 \u4e2a\u6708\u6bcf\u6708\u4f59\u989d", None))
#endif // QT_CONFIG(accessibility)
        self.chart_switch.setText(QCoreApplication.translate("MemberPage", u"\u5217\u8868", None))
#if QT_CONFIG(accessibility)
        self.chart_switch.setAccessibleName(QCoreApplication.translate("MemberPage", u"\u628a\u4f59\u989d\u56fe\u6362\u6210\u5217\u8868", None))
#endif // QT_CONFIG(accessibility)
        self.benefits_title.setText(QCoreApplication.translate("MemberPage", u"\u672c\u5e74\u5ea6\u5f85\u9047", None))
        self.cases_title.setText(QCoreApplication.translate("MemberPage", u"\u5728\u529e\u4e0e\u63d0\u9192", None))
        self.spending_title.setText(QCoreApplication.translate("MemberPage", u"\u672c\u5e74\u5ea6\u7d2f\u8ba1\u533b\u7597\u8d39", None))
#if QT_CONFIG(accessibility)
        self.spending_table.setAccessibleName(QCoreApplication.translate("MemberPage", u"\u672c\u5e74\u5ea6\u7d2f\u8ba1\u533b\u7597\u8d39\uff1a\u516d\u7c7b\uff0c\u603b\u989d\u3001\u57fa\u91d1\u3001\u8d26\u6237\u3001\u73b0\u91d1", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.year_filter.setAccessibleName(QCoreApplication.translate("MemberPage", u"\u5e74\u5ea6", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.year_filter.setToolTip(QCoreApplication.translate("MemberPage", u"\u5e74\u5ea6", None))
#endif // QT_CONFIG(tooltip)
#if QT_CONFIG(accessibility)
        self.kind_filter.setAccessibleName(QCoreApplication.translate("MemberPage", u"\u7c7b\u578b", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.kind_filter.setToolTip(QCoreApplication.translate("MemberPage", u"\u7c7b\u578b", None))
#endif // QT_CONFIG(tooltip)
#if QT_CONFIG(accessibility)
        self.institution_filter.setAccessibleName(QCoreApplication.translate("MemberPage", u"\u533b\u7597\u673a\u6784\u6216\u836f\u5e97\u540d\u79f0", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.institution_filter.setToolTip(QCoreApplication.translate("MemberPage", u"\u533b\u7597\u673a\u6784\u6216\u836f\u5e97\u540d\u79f0", None))
#endif // QT_CONFIG(tooltip)
        self.as_of_label.setText(QCoreApplication.translate("MemberPage", u"\u622a\u81f3", None))
#if QT_CONFIG(accessibility)
        self.as_of.setAccessibleName(QCoreApplication.translate("MemberPage", u"\u622a\u81f3\u65e5\u671f\uff08Ctrl+D\uff09", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.as_of.setToolTip(QCoreApplication.translate("MemberPage", u"\u622a\u81f3\u65e5\u671f\uff08Ctrl+D\uff09", None))
#endif // QT_CONFIG(tooltip)
        self.as_of.setPlaceholderText(QCoreApplication.translate("MemberPage", u"\u5e74-\u6708-\u65e5", None))
        self.as_of_today.setText(QCoreApplication.translate("MemberPage", u"\u4eca\u5929", None))
#if QT_CONFIG(tooltip)
        self.as_of_today.setToolTip(QCoreApplication.translate("MemberPage", u"\u56de\u5230\u4eca\u5929\u7684\u72b6\u6001", None))
#endif // QT_CONFIG(tooltip)
#if QT_CONFIG(accessibility)
        self.account_table.setAccessibleName(QCoreApplication.translate("MemberPage", u"\u8d26\u6237\u660e\u7ec6\uff0c\u6700\u65b0\u5728\u524d\uff0c\u5e26\u9010\u7b14\u4f59\u989d", None))
#endif // QT_CONFIG(accessibility)
        self.enquiry.setTabText(self.enquiry.indexOf(self.account_tab), QCoreApplication.translate("MemberPage", u"\u8d26\u6237\u660e\u7ec6", None))
#if QT_CONFIG(accessibility)
        self.clearing_table.setAccessibleName(QCoreApplication.translate("MemberPage", u"\u8d26\u6237\u5e74\u5ea6\u6e05\u7b97", None))
#endif // QT_CONFIG(accessibility)
        self.enquiry.setTabText(self.enquiry.indexOf(self.clearing_tab), QCoreApplication.translate("MemberPage", u"\u5e74\u5ea6\u6e05\u7b97", None))
#if QT_CONFIG(accessibility)
        self.cumulative_table.setAccessibleName(QCoreApplication.translate("MemberPage", u"\u5404\u5e74\u5ea6\u7d2f\u8ba1\u533b\u7597\u8d39", None))
#endif // QT_CONFIG(accessibility)
        self.enquiry.setTabText(self.enquiry.indexOf(self.cumulative_tab), QCoreApplication.translate("MemberPage", u"\u5e74\u5ea6\u7d2f\u8ba1", None))
#if QT_CONFIG(accessibility)
        self.expense_table.setAccessibleName(QCoreApplication.translate("MemberPage", u"\u8d39\u7528\u660e\u7ec6\uff0c\u6700\u65b0\u5728\u524d", None))
#endif // QT_CONFIG(accessibility)
        self.enquiry.setTabText(self.enquiry.indexOf(self.expense_tab), QCoreApplication.translate("MemberPage", u"\u8d39\u7528\u660e\u7ec6", None))
        pass
    # retranslateUi

