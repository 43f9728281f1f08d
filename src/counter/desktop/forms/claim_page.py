"""Generated from ui/claim_page.ui by installer/generate.py. Change the form, not this file."""

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QFrame, QGridLayout, QHBoxLayout,
    QHeaderView, QLabel, QPushButton, QScrollArea,
    QSizePolicy, QSpacerItem, QStackedWidget, QVBoxLayout,
    QWidget)

from counter.desktop.calculation_panel import CalculationPanel
from counter.desktop.card_frame import CardFrame
from counter.desktop.chip import Chip
from counter.desktop.documents_list import DocumentsList
from counter.desktop.draft_choice import DraftChoice
from counter.desktop.line_grid import LineGrid
from counter.desktop.receipt_form import ReceiptForm
from counter.desktop.receipts_list import ReceiptsList

class Ui_ClaimPage(object):
    def setupUi(self, ClaimPage: QWidget) -> None:
        if not ClaimPage.objectName():
            ClaimPage.setObjectName(u"ClaimPage")
        self.page_column = QVBoxLayout(ClaimPage)
        self.page_column.setSpacing(0)
        self.page_column.setObjectName(u"page_column")
        self.page_column.setContentsMargins(16, 12, 16, 12)
        self.states = QStackedWidget(ClaimPage)
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

        self.start_drafts = DraftChoice(self.start_card)
        self.start_drafts.setObjectName(u"start_drafts")

        self.start_inner.addWidget(self.start_drafts)


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
        self.left = QWidget(self.body)
        self.left.setObjectName(u"left")
        self.left_column = QVBoxLayout(self.left)
        self.left_column.setSpacing(12)
        self.left_column.setObjectName(u"left_column")
        self.left_column.setContentsMargins(0, 0, 0, 0)
        self.documents_card = CardFrame(self.left)
        self.documents_card.setObjectName(u"documents_card")
        self.documents_column = QVBoxLayout(self.documents_card)
        self.documents_column.setSpacing(0)
        self.documents_column.setObjectName(u"documents_column")
        self.documents_column.setContentsMargins(0, 0, 0, 0)
        self.documents = DocumentsList(self.documents_card)
        self.documents.setObjectName(u"documents")

        self.documents_column.addWidget(self.documents)


        self.left_column.addWidget(self.documents_card)

        self.receipts_card = CardFrame(self.left)
        self.receipts_card.setObjectName(u"receipts_card")
        self.receipts_column = QVBoxLayout(self.receipts_card)
        self.receipts_column.setSpacing(0)
        self.receipts_column.setObjectName(u"receipts_column")
        self.receipts_column.setContentsMargins(0, 0, 0, 0)
        self.receipts = ReceiptsList(self.receipts_card)
        self.receipts.setObjectName(u"receipts")

        self.receipts_column.addWidget(self.receipts)


        self.left_column.addWidget(self.receipts_card)

        self.left_column.setStretch(1, 1)

        self.columns.addWidget(self.left, 0, 0, 1, 1)

        self.middle = CardFrame(self.body)
        self.middle.setObjectName(u"middle")
        self.middle_column = QVBoxLayout(self.middle)
        self.middle_column.setSpacing(0)
        self.middle_column.setObjectName(u"middle_column")
        self.middle_column.setContentsMargins(1, 0, 1, 1)
        self.form = ReceiptForm(self.middle)
        self.form.setObjectName(u"form")

        self.middle_column.addWidget(self.form)

        self.said = QLabel(self.middle)
        self.said.setObjectName(u"said")
        self.said.setWordWrap(True)
        self.said.setProperty(u"role", u"danger")
        self.said.setMargin(6)

        self.middle_column.addWidget(self.said)

        self.grid = LineGrid(self.middle)
        self.grid.setObjectName(u"grid")

        self.middle_column.addWidget(self.grid)

        self.strip = QFrame(self.middle)
        self.strip.setObjectName(u"strip")
        self.strip.setProperty(u"surface", u"strip")
        self.strip_row = QHBoxLayout(self.strip)
        self.strip_row.setSpacing(14)
        self.strip_row.setObjectName(u"strip_row")
        self.strip_row.setContentsMargins(14, 8, 14, 8)
        self.printed_total = QLabel(self.strip)
        self.printed_total.setObjectName(u"printed_total")

        self.strip_row.addWidget(self.printed_total)

        self.lines_total = QLabel(self.strip)
        self.lines_total.setObjectName(u"lines_total")

        self.strip_row.addWidget(self.lines_total)

        self.difference = Chip(self.strip)
        self.difference.setObjectName(u"difference")

        self.strip_row.addWidget(self.difference)

        self.capital = QLabel(self.strip)
        self.capital.setObjectName(u"capital")
        self.capital.setProperty(u"role", u"second")
        self.capital.setWordWrap(True)

        self.strip_row.addWidget(self.capital)

        self.saved = QLabel(self.strip)
        self.saved.setObjectName(u"saved")
        self.saved.setProperty(u"role", u"second")
        self.saved.setAlignment(Qt.AlignmentFlag.AlignRight|Qt.AlignmentFlag.AlignVCenter)

        self.strip_row.addWidget(self.saved)

        self.strip_row.setStretch(3, 1)

        self.middle_column.addWidget(self.strip)

        self.middle_column.setStretch(2, 1)

        self.columns.addWidget(self.middle, 0, 1, 1, 1)

        self.right = CardFrame(self.body)
        self.right.setObjectName(u"right")
        self.right_column = QVBoxLayout(self.right)
        self.right_column.setSpacing(6)
        self.right_column.setObjectName(u"right_column")
        self.right_column.setContentsMargins(0, 0, 0, 12)
        self.panel = CalculationPanel(self.right)
        self.panel.setObjectName(u"panel")

        self.right_column.addWidget(self.panel)

        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        self.buttons.setObjectName(u"buttons")
        self.buttons.setContentsMargins(14, 0, 14, 0)
        self.button_gap = QSpacerItem(10, 10, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.buttons.addItem(self.button_gap)

        self.trial_button = QPushButton(self.right)
        self.trial_button.setObjectName(u"trial_button")

        self.buttons.addWidget(self.trial_button)

        self.settle_button = QPushButton(self.right)
        self.settle_button.setObjectName(u"settle_button")
        self.settle_button.setProperty(u"role", u"primary")

        self.buttons.addWidget(self.settle_button)


        self.right_column.addLayout(self.buttons)

        self.right_column.setStretch(0, 1)

        self.columns.addWidget(self.right, 0, 2, 1, 1)

        self.scroll.setWidget(self.body)

        self.content_column.addWidget(self.scroll)

        self.states.addWidget(self.content)

        self.page_column.addWidget(self.states)


        self.retranslateUi(ClaimPage)

        self.states.setCurrentIndex(0)


        QMetaObject.connectSlotsByName(ClaimPage)
    # setupUi

    def retranslateUi(self, ClaimPage: QWidget) -> None:
        self.trial_button.setText(QCoreApplication.translate("ClaimPage", u"\u8bd5\u7b97 F7", None))
        self.settle_button.setText(QCoreApplication.translate("ClaimPage", u"\u53d7\u7406 F8", None))
        pass
    # retranslateUi

