"""The window: one bar, one screen in sight, and every scan to the screen that is open."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from time import monotonic

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from app.changes import Changes, Topic
from app.domain.errors import ShopError
from app.ui.screen import Screen
from app.ui.widgets.toast import Toast
from app.ui.widgets.top_bar import BarView, TopBar
from app.ui.words import fill, tr

CLOCK_MS = 5_000
BAR_MS = 50
"""What the bar counts is counted when a scan is painted and nothing comes after it."""
HOME = "sell"

LOCK = "Ctrl+L"


class Window(QMainWindow):
    """Screens are made when first opened, so the first one does not wait for the others.

    `bar` says what stands on the bar; None hides it (nobody is signed in). `say` turns a refusal
    into its sentence. `unclaimed` gets the scans that the open screen does not know.
    """

    person = Signal()
    """The name on the bar was touched."""

    def __init__(
        self,
        screens: Mapping[str, Callable[[], Screen]],
        bar: Callable[[], BarView | None],
        say: Callable[[Exception], str],
        unclaimed: Callable[[str], object] = lambda _code: None,
    ) -> None:
        super().__init__()
        self.setWindowTitle("Mostrador")
        self._makes, self._bar_view, self._say = screens, bar, say
        self._unclaimed = unclaimed
        self._made: dict[str, Screen] = {}
        self._trail: list[str] = []
        self._first = HOME
        self._only: Collection[str] = ()
        self._keys: dict[Screen, tuple[dict[str, Callable[[], object]], dict[str, QShortcut]]] = {}
        """By screen what its keys do, and the shortcuts."""
        self._bar: TopBar | None = None
        self._stack = QStackedWidget()
        middle = QWidget()
        self._column = QVBoxLayout(middle)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._stack, 1)
        middle.setMinimumSize(640, 480)  # no hint of a screen may push the window off the display
        self.setCentralWidget(middle)
        self._gathering = self._stale = False
        """Whether one thing after the other is done before anything is painted; what came of it."""
        self._led: tuple[str, float] = ("", 0.0)
        """The key that led to the screen in sight, and until when another press of it is a slip."""
        self.toast = Toast(middle)
        self._ticks = QTimer(self, interval=CLOCK_MS)
        self._ticks.timeout.connect(self._tick)
        self._ticks.start()
        self._still = QTimer(self, singleShot=True, interval=BAR_MS)
        self._still.timeout.connect(self.refresh_bar)

    def _tick(self) -> None:
        """Clocks go on."""
        self.refresh_bar()
        screen = self.screen_open
        if screen is not None:
            screen.tick()

    @property
    def bar(self) -> TopBar:
        """Made when first asked for: nobody is signed in at the start, and the start is waited
        for."""
        if self._bar is None:
            self._bar = TopBar()
            self._bar.back.connect(self.back)
            self._bar.chip.connect(self._chip)
            self._bar.person.connect(self.person)
            self._bar.hide()
            self._column.insertWidget(0, self._bar)
        return self._bar

    @property
    def names(self) -> Collection[str]:
        """Of the screens there are."""
        return self._makes.keys()

    @property
    def screen_open(self) -> Screen | None:
        widget = self._stack.currentWidget()
        return widget if isinstance(widget, Screen) else None

    def entitle(self, shop: str, till: str, *, tablet: bool = False) -> None:
        """Two tills on one machine are told apart by their titles."""
        words = tr("Mostrador · %1 · Tableta %2") if tablet else tr("Mostrador · %1 · Caja %2")
        self.setWindowTitle(fill(words, shop, till))

    def open(self, name: str) -> None:
        """Bring a screen in sight, freshly read; none that is not open to whoever is here."""
        if self._only and name not in self._only:
            return
        if name not in self._made:
            screen = self._made[name] = self._makes[name]()
            screen.goes.connect(self.open)
            screen.leaves.connect(self.back)
            screen.says.connect(self.toast.say)
            self._stack.addWidget(screen)
        if name in self._trail:
            del self._trail[self._trail.index(name) :]
        self._trail.append(name)
        screen = self._made[name]
        if screen is not self.screen_open:
            self.toast.drop_trouble()
        self._stack.setCurrentWidget(screen)
        self._take_keys(screen)
        self.repaint_screen()
        screen.setFocus()
        screen.opened()

    def home(self) -> None:
        self._trail = []
        self.open(self._first)

    def start_at(self, name: str = HOME, only: Collection[str] = ()) -> None:
        """Which screen is home to whoever is here now; `only`: the screens that are open to them,
        when not all are."""
        self._first, self._only = name, only

    def back(self) -> None:
        """To the screen one came from; from the first, to the selling screen."""
        if len(self._trail) > 1:
            self._trail.pop()
            self.open(self._trail.pop())
        elif self._trail != [self._first]:
            self.home()
        elif self._first != HOME:
            self.person.emit()

    def again(self) -> None:
        """Make the bar and every screen anew: in another language, or mirrored."""
        trail = list(self._trail)
        self._forget()
        self._trail = trail[:-1]
        self.open(trail[-1])

    def _forget(self) -> None:
        self._keys.clear()
        for screen in self._made.values():
            self._stack.removeWidget(screen)
            screen.deleteLater()
        self._made.clear()
        if self._bar is not None:
            self._column.removeWidget(self._bar)
            self._bar.hide()
            self._bar.deleteLater()
            self._bar = None
        self.toast.raise_()

    def changed(self, topics: Changes) -> None:
        """A commit said what changed; the open screen reads again when it shows such a thing."""
        screen = self.screen_open
        if screen is not None and screen.shows & topics:
            self.repaint_screen(bar=topics != {Topic.SALE})
        else:
            self._still.start()

    def repaint_screen(self, *, bar: bool = True) -> None:
        """Have the open screen and the bar look again: at once, or when all is `gathered`. `bar`:
        False when it has time until all is still, as for a line that is sold."""
        screen = self.screen_open
        if self._gathering:
            self._stale = True
        elif screen is not None:
            screen.refresh()
        if bar:
            self.refresh_bar()
        elif not self._gathering:
            self._show_title()
            self._still.start()

    @contextmanager
    def gathered(self) -> Iterator[None]:
        """Several commits of one scan are painted once, at its end."""
        if self._gathering:
            yield
            return
        self._gathering = True
        try:
            yield
        finally:
            self._gathering, stale, self._stale = False, self._stale, False
            screen = self.screen_open
            if stale and screen is not None:
                screen.refresh()
            self._show_title()
            self._still.start()

    def refresh_bar(self) -> None:
        if self._gathering:
            return
        self._still.stop()
        view = self._bar_view()
        if view is None:
            if self._bar is not None:
                self._bar.hide()
            return
        self.bar.show()
        self.bar.show_bar(view)
        self._show_title()

    def _show_title(self) -> None:
        """Of the open screen."""
        screen = self.screen_open
        if self._bar is None or self._bar.isHidden() or screen is None:
            return
        before = self._trail[-2] if len(self._trail) > 1 else self._first
        made = self._made.get(before)
        back = made.title() if made is not None else ""
        back = back or (tr("Venta") if before == HOME else tr("Volver"))
        if self._first != HOME and self._trail == [self._first]:
            back = tr("Salir")
        self.bar.show_title(screen.title(), screen.chips(), back)
        self.toast.stay_under(0 if screen.title() else self.bar.height())

    def scanned(self, code: str) -> None:
        """Any code on any screen does the right thing."""
        screen = self.screen_open
        with self.gathered() if screen is not None and screen.gathers else nullcontext():
            known = screen is not None and screen.scanned(code)
        if not known:
            self._unclaimed(code)

    def typed(self, text: str) -> None:
        screen = self.screen_open
        if screen is not None:
            screen.typed(text)

    def refused(self, error: Exception) -> None:
        """Show a refusal where it belongs: on the screen that knows it, or in a sentence."""
        screen = self.screen_open
        knows = screen is not None and isinstance(error, ShopError) and screen.refused(error)
        if not knows:
            self.toast.say(self._say(error), tone="warning")

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        screen = self.screen_open
        if screen is None:
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            screen.enter()
        elif event.key() == Qt.Key.Key_Escape:
            screen.escape()
        else:
            super().keyPressEvent(event)

    def _take_keys(self, screen: Screen) -> None:
        """Those of a screen are made once, and do what the screen says each time it opens; out of
        sight they do nothing."""
        wanted = {key.press: key.do for key in screen.shortcuts()}
        # Whoever leaves the till locks it from wherever it stands.
        wanted.setdefault(LOCK, self.person.emit)
        if "keys" in self._makes and screen.name != "keys":
            wanted["F1"] = lambda: self.open("keys")
        does, made = self._keys.setdefault(screen, ({}, {}))
        does.clear()
        does |= wanted
        for press in wanted.keys() - made.keys():
            made[press] = self._shortcut(screen, press, does)
        for press, shortcut in made.items():
            shortcut.setEnabled(press in wanted)

    def _shortcut(
        self, screen: Screen, press: str, does: Mapping[str, Callable[[], object]]
    ) -> QShortcut:
        shortcut = QShortcut(QKeySequence(press), screen)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        if press.startswith("F") or "+" in press:
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.setAutoRepeat(False)
        shortcut.activated.connect(lambda: self._pressed(press, does[press]))
        return shortcut

    def _pressed(self, press: str, do: Callable[[], object]) -> None:
        """A key that led to a screen does nothing there while its second press may be a slip of
        the finger: what F12 hands over must not charge a card."""
        led_by, until = self._led
        if press == led_by and monotonic() < until:
            return
        before = self.screen_open
        do()
        if self.screen_open is not before:
            self._led = press, monotonic() + QApplication.doubleClickInterval() / 1000

    def keys_before(self) -> Screen | None:
        """The screen under the help of keys."""
        return self._made.get(self._trail[-2]) if len(self._trail) > 1 else None

    def _chip(self, does: str) -> None:
        if does in self._makes:
            self.open(does)
