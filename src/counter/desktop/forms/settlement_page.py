"""Generated from ui/settlement_page.ui by installer/generate.py. Change the form, not this file."""

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QGridLayout, QHBoxLayout, QLabel,
    QPushButton, QScrollArea, QSizePolicy, QSpacerItem,
    QStackedWidget, QVBoxLayout, QWidget)

from counter.desktop.card_frame import CardFrame
from counter.desktop.chip import Chip
from counter.desktop.choice_strip import ChoiceStrip
from counter.desktop.facts_table import (ComparisonTable, FactsTable)
from counter.desktop.paper_view import PaperView

class Ui_SettlementPage(object):
    def setupUi(self, SettlementPage: QWidget) -> None:
        if not SettlementPage.objectName():
            SettlementPage.setObjectName(u"SettlementPage")
        self.page_column = QVBoxLayout(SettlementPage)
        self.page_column.setSpacing(0)
        self.page_column.setObjectName(u"page_column")
        self.page_column.setContentsMargins(16, 12, 16, 12)
        self.states = QStackedWidget(SettlementPage)
        self.states.setObjectName(u"states")
        self.start = QWidget()
        self.start.setObjectName(u"start")
        self.start_column = QVBoxLayout(self.start)
        self.start_column.setSpacing(0)
        self.start_column.setObjectName(u"start_column")
        self.start_column.setContentsMargins(0, 0, 0, 0)
        self.start_card = CardFrame(self.start)
        self.start_card.setObjectName(u"start_card")
        self.start_inner = QVBoxLayout(self.start_card)
        self.start_inner.setSpacing(8)
        self.start_inner.setObjectName(u"start_inner")
        self.start_inner.setContentsMargins(18, 16, 18, 16)
        self.start_title = QLabel(self.start_card)
        self.start_title.setObjectName(u"start_title")
        self.start_title.setProperty(u"role", u"large")
        self.start_title.setWordWrap(True)

        self.start_inner.addWidget(self.start_title)

        self.start_text = QLabel(self.start_card)
        self.start_text.setObjectName(u"start_text")
        self.start_text.setProperty(u"role", u"second")
        self.start_text.setWordWrap(True)

        self.start_inner.addWidget(self.start_text)


        self.start_column.addWidget(self.start_card)

        self.start_gap = QSpacerItem(10, 10, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.start_column.addItem(self.start_gap)

        self.states.addWidget(self.start)
        self.masked = QWidget()
        self.masked.setObjectName(u"masked")
        self.masked_column = QVBoxLayout(self.masked)
        self.masked_column.setSpacing(0)
        self.masked_column.setObjectName(u"masked_column")
        self.masked_column.setContentsMargins(0, 0, 0, 0)
        self.masked_card = CardFrame(self.masked)
        self.masked_card.setObjectName(u"masked_card")
        self.masked_inner = QVBoxLayout(self.masked_card)
        self.masked_inner.setSpacing(8)
        self.masked_inner.setObjectName(u"masked_inner")
        self.masked_inner.setContentsMargins(18, 16, 18, 16)
        self.masked_title = QLabel(self.masked_card)
        self.masked_title.setObjectName(u"masked_title")
        self.masked_title.setProperty(u"role", u"large")
        self.masked_title.setWordWrap(True)

        self.masked_inner.addWidget(self.masked_title)

        self.masked_text = QLabel(self.masked_card)
        self.masked_text.setObjectName(u"masked_text")
        self.masked_text.setProperty(u"role", u"second")
        self.masked_text.setWordWrap(True)

        self.masked_inner.addWidget(self.masked_text)


        self.masked_column.addWidget(self.masked_card)

        self.masked_gap = QSpacerItem(10, 10, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.masked_column.addItem(self.masked_gap)

        self.states.addWidget(self.masked)
        self.content = QWidget()
        self.content.setObjectName(u"content")
        self.content_column = QVBoxLayout(self.content)
        self.content_column.setSpacing(0)
        self.content_column.setObjectName(u"content_column")
        self.content_column.setContentsMargins(0, 0, 0, 0)
        self.scroll = QScrollArea(self.content)
        self.scroll.setObjectName(u"scroll")
        self.scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.scroll.setWidgetResizable(True)
        self.body = QWidget()
        self.body.setObjectName(u"body")
        self.columns = QGridLayout(self.body)
        self.columns.setObjectName(u"columns")
        self.columns.setHorizontalSpacing(12)
        self.columns.setVerticalSpacing(12)
        self.columns.setContentsMargins(0, 0, 0, 0)
        self.summary_card = CardFrame(self.body)
        self.summary_card.setObjectName(u"summary_card")
        self.summary_column = QVBoxLayout(self.summary_card)
        self.summary_column.setSpacing(8)
        self.summary_column.setObjectName(u"summary_column")
        self.summary_column.setContentsMargins(16, 14, 16, 14)
        self.summary_head = QHBoxLayout()
        self.summary_head.setSpacing(8)
        self.summary_head.setObjectName(u"summary_head")
        self.summary_head.setContentsMargins(0, 0, 0, 0)
        self.summary_title = QLabel(self.summary_card)
        self.summary_title.setObjectName(u"summary_title")
        self.summary_title.setProperty(u"role", u"large")
        self.summary_title.setWordWrap(True)

        self.summary_head.addWidget(self.summary_title)

        self.stage_chip = Chip(self.summary_card)
        self.stage_chip.setObjectName(u"stage_chip")

        self.summary_head.addWidget(self.stage_chip)

        self.summary_head.setStretch(0, 1)

        self.summary_column.addLayout(self.summary_head)

        self.facts = FactsTable(self.summary_card)
        self.facts.setObjectName(u"facts")

        self.summary_column.addWidget(self.facts)

        self.route_text = QLabel(self.summary_card)
        self.route_text.setObjectName(u"route_text")
        self.route_text.setProperty(u"role", u"second")
        self.route_text.setWordWrap(True)

        self.summary_column.addWidget(self.route_text)

        self.figures_title = QLabel(self.summary_card)
        self.figures_title.setObjectName(u"figures_title")
        self.figures_title.setProperty(u"role", u"title")
        self.figures_title.setWordWrap(True)

        self.summary_column.addWidget(self.figures_title)

        self.figures = ComparisonTable(self.summary_card)
        self.figures.setObjectName(u"figures")

        self.summary_column.addWidget(self.figures)

        self.summary_gap = QSpacerItem(10, 10, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.summary_column.addItem(self.summary_gap)

        self.outcome = CardFrame(self.summary_card)
        self.outcome.setObjectName(u"outcome")
        self.outcome_column = QVBoxLayout(self.outcome)
        self.outcome_column.setSpacing(4)
        self.outcome_column.setObjectName(u"outcome_column")
        self.outcome_column.setContentsMargins(12, 10, 12, 10)
        self.outcome_title = QLabel(self.outcome)
        self.outcome_title.setObjectName(u"outcome_title")
        self.outcome_title.setProperty(u"role", u"strong")
        self.outcome_title.setWordWrap(True)

        self.outcome_column.addWidget(self.outcome_title)

        self.outcome_text = QLabel(self.outcome)
        self.outcome_text.setObjectName(u"outcome_text")
        self.outcome_text.setWordWrap(True)

        self.outcome_column.addWidget(self.outcome_text)


        self.summary_column.addWidget(self.outcome)

        self.decide = QHBoxLayout()
        self.decide.setSpacing(8)
        self.decide.setObjectName(u"decide")
        self.decide.setContentsMargins(0, 0, 0, 0)
        self.back_button = QPushButton(self.summary_card)
        self.back_button.setObjectName(u"back_button")

        self.decide.addWidget(self.back_button)

        self.decide_gap = QSpacerItem(10, 10, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.decide.addItem(self.decide_gap)

        self.resolve_button = QPushButton(self.summary_card)
        self.resolve_button.setObjectName(u"resolve_button")
        self.resolve_button.setProperty(u"role", u"primary")

        self.decide.addWidget(self.resolve_button)

        self.confirm_button = QPushButton(self.summary_card)
        self.confirm_button.setObjectName(u"confirm_button")
        self.confirm_button.setProperty(u"role", u"primary")

        self.decide.addWidget(self.confirm_button)

        self.member_button = QPushButton(self.summary_card)
        self.member_button.setObjectName(u"member_button")
        self.member_button.setProperty(u"role", u"primary")

        self.decide.addWidget(self.member_button)


        self.summary_column.addLayout(self.decide)

        self.summary_column.setStretch(5, 1)

        self.columns.addWidget(self.summary_card, 0, 0, 1, 1)

        self.paper_card = CardFrame(self.body)
        self.paper_card.setObjectName(u"paper_card")
        self.paper_column = QVBoxLayout(self.paper_card)
        self.paper_column.setSpacing(6)
        self.paper_column.setObjectName(u"paper_column")
        self.paper_column.setContentsMargins(14, 10, 14, 12)
        self.paper_head = QHBoxLayout()
        self.paper_head.setSpacing(8)
        self.paper_head.setObjectName(u"paper_head")
        self.paper_head.setContentsMargins(0, 0, 0, 0)
        self.paper_title = QLabel(self.paper_card)
        self.paper_title.setObjectName(u"paper_title")
        self.paper_title.setProperty(u"role", u"strong")
        self.paper_title.setWordWrap(True)

        self.paper_head.addWidget(self.paper_title)

        self.job_chip = Chip(self.paper_card)
        self.job_chip.setObjectName(u"job_chip")

        self.paper_head.addWidget(self.job_chip)

        self.print_button = QPushButton(self.paper_card)
        self.print_button.setObjectName(u"print_button")

        self.paper_head.addWidget(self.print_button)

        self.paper_head.setStretch(0, 1)

        self.paper_column.addLayout(self.paper_head)

        self.paper_text = QLabel(self.paper_card)
        self.paper_text.setObjectName(u"paper_text")
        self.paper_text.setProperty(u"role", u"second")
        self.paper_text.setWordWrap(True)

        self.paper_column.addWidget(self.paper_text)

        self.reasons = ChoiceStrip(self.paper_card)
        self.reasons.setObjectName(u"reasons")

        self.paper_column.addWidget(self.reasons)

        self.paper = PaperView(self.paper_card)
        self.paper.setObjectName(u"paper")

        self.paper_column.addWidget(self.paper)

        self.paper_column.setStretch(3, 1)

        self.columns.addWidget(self.paper_card, 0, 1, 1, 1)

        self.scroll.setWidget(self.body)

        self.content_column.addWidget(self.scroll)

        self.states.addWidget(self.content)

        self.page_column.addWidget(self.states)


        self.retranslateUi(SettlementPage)

        self.states.setCurrentIndex(0)


        QMetaObject.connectSlotsByName(SettlementPage)
    # setupUi

    def retranslateUi(self, SettlementPage: QWidget) -> None:
        self.back_button.setText(QCoreApplication.translate("SettlementPage", u"\u8fd4\u56de\u4fee\u6539 Esc", None))
        self.resolve_button.setText(QCoreApplication.translate("SettlementPage", u"\u67e5\u660e\u7ed3\u679c F5", None))
        self.confirm_button.setText(QCoreApplication.translate("SettlementPage", u"\u786e\u8ba4\u8bb0\u8d26 F8", None))
        self.member_button.setText(QCoreApplication.translate("SettlementPage", u"\u56de\u5230\u53c2\u4fdd\u4eba F3", None))
        self.print_button.setText(QCoreApplication.translate("SettlementPage", u"\u518d\u6253\u5370 F9", None))
        pass
    # retranslateUi

