"""How soon a window is there; run by bench.window as `python -m bench.window_start bare|signin`.

`bare SPAWNED`: a painted window of a program that does nothing else. `signin SPAWNED FOLDER`: the
command `mostrador`, up to a digit that was typed and stands in its field. Prints the seconds
since SPAWNED (of `time.time`). Imports nothing that either would not.
"""

import sys
import time


def bare() -> None:
    from PySide6.QtCore import QEvent
    from PySide6.QtWidgets import QApplication, QWidget

    class Plain(QWidget):
        painted = False

        def event(self, event: QEvent) -> bool:
            Plain.painted |= event.type() == QEvent.Type.Paint
            return super().event(event)

    app = QApplication([])
    window = Plain()
    window.resize(1366, 768)
    window.show()
    while not Plain.painted:
        app.processEvents()


def signin(folder: str) -> None:
    from app.cli import main

    sys.argv = ["mostrador", "--data", folder]
    from PySide6.QtWidgets import QApplication

    QApplication.exec = staticmethod(_typed)  # type: ignore[method-assign]
    try:
        main()
    except SystemExit as leaving:
        if leaving.code:
            raise


def _typed() -> int:
    """In the place of the event loop: type a digit as soon as a field has the focus."""
    from PySide6.QtCore import QCoreApplication, QEvent, Qt
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QApplication, QLineEdit

    app = QApplication.instance()
    assert isinstance(app, QApplication)
    end = time.monotonic() + 30
    while app.focusWidget() is None and time.monotonic() < end:
        app.processEvents()
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, Qt.Key.Key_2, Qt.KeyboardModifier.NoModifier, "2")
        QCoreApplication.sendEvent(app.topLevelWindows()[0], event)
    while time.monotonic() < end:
        app.processEvents()
        field = app.focusWidget()
        if isinstance(field, QLineEdit) and field.text() == "2":
            return 0
    return 1


if __name__ == "__main__":
    mode, spawned, *folder = sys.argv[1:]
    bare() if mode == "bare" else signin(*folder)
    print(time.time() - float(spawned), flush=True)
