"""Generated from ui/main_window.ui by installer/generate.py. Change the form, not this file."""

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QFrame, QHBoxLayout, QLabel,
    QMainWindow, QPushButton, QSizePolicy, QStackedWidget,
    QVBoxLayout, QWidget)

from counter.desktop.chip import Chip
from counter.desktop.choice_strip import ChoiceStrip
from counter.desktop.command_bar import CommandBar
from counter.desktop.rail import Rail
from counter.desktop.visit_bar import VisitBar

class Ui_MainWindow(object):
    def setupUi(self, MainWindow: QMainWindow) -> None:
        if not MainWindow.objectName():
            MainWindow.setObjectName(u"MainWindow")
        MainWindow.resize(1366, 768)
        self.centre = QWidget(MainWindow)
        self.centre.setObjectName(u"centre")
        self.columns = QHBoxLayout(self.centre)
        self.columns.setSpacing(0)
        self.columns.setObjectName(u"columns")
        self.columns.setContentsMargins(0, 0, 0, 0)
        self.rail = Rail(self.centre)
        self.rail.setObjectName(u"rail")

        self.columns.addWidget(self.rail)

        self.desk = QVBoxLayout()
        self.desk.setSpacing(0)
        self.desk.setObjectName(u"desk")
        self.visit_bar = VisitBar(self.centre)
        self.visit_bar.setObjectName(u"visit_bar")

        self.desk.addWidget(self.visit_bar)

        self.banner = QFrame(self.centre)
        self.banner.setObjectName(u"banner")
        self.banner.setProperty(u"surface", u"banner")
        self.banner_row = QHBoxLayout(self.banner)
        self.banner_row.setObjectName(u"banner_row")
        self.banner_row.setContentsMargins(16, 3, 16, 3)
        self.banner_chip = Chip(self.banner)
        self.banner_chip.setObjectName(u"banner_chip")

        self.banner_row.addWidget(self.banner_chip)

        self.banner_text = QLabel(self.banner)
        self.banner_text.setObjectName(u"banner_text")
        self.banner_text.setWordWrap(True)

        self.banner_row.addWidget(self.banner_text)

        self.banner_close = QPushButton(self.banner)
        self.banner_close.setObjectName(u"banner_close")
        self.banner_close.setProperty(u"role", u"quiet")

        self.banner_row.addWidget(self.banner_close)

        self.banner_row.setStretch(1, 1)

        self.desk.addWidget(self.banner)

        self.choice_strip = ChoiceStrip(self.centre)
        self.choice_strip.setObjectName(u"choice_strip")

        self.desk.addWidget(self.choice_strip)

        self.pages = QStackedWidget(self.centre)
        self.pages.setObjectName(u"pages")

        self.desk.addWidget(self.pages)

        self.command_bar = CommandBar(self.centre)
        self.command_bar.setObjectName(u"command_bar")

        self.desk.addWidget(self.command_bar)

        self.desk.setStretch(3, 1)

        self.columns.addLayout(self.desk)

        MainWindow.setCentralWidget(self.centre)

        self.retranslateUi(MainWindow)

        QMetaObject.connectSlotsByName(MainWindow)
    # setupUi

    def retranslateUi(self, MainWindow: QMainWindow) -> None:
        MainWindow.setWindowTitle(QCoreApplication.translate("MainWindow", u"\u793e\u4fdd\u533b\u4fdd\u670d\u52a1\u67dc\u53f0", None))
        self.banner_close.setText(QCoreApplication.translate("MainWindow", u"\u77e5\u9053\u4e86", None))
    # retranslateUi

