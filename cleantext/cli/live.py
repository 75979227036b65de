"""How a run goes on: a live line on a terminal, a line now and then elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from time import monotonic
from typing import TYPE_CHECKING, Any

from cleantext.cli.report import number
from cleantext.cli.streams import is_terminal, say

if TYPE_CHECKING:
    from cleantext.corpora.local import Event
    from cleantext.corpora.plan import Plan, Shard

#: Seconds between two lines where there is no terminal.
PAUSE = 10.0


class Live:
    """Shows documents, MB a second, the share that changed and the time that is left."""

    def __init__(self, quiet: bool = False) -> None:
        self.begun = False
        self.done = 0
        self.total = 0
        self._quiet = quiet
        self._sizes: dict[str, int] = {}
        self._numbers: dict[str, tuple[int, int, int, int]] = {}
        self._finished = 0
        self._bar: Any = None
        self._task: Any = None
        self._started = self._last = monotonic()

    def __enter__(self) -> Live:
        return self

    def __exit__(self, *error: object) -> None:
        if self._bar:
            self._bar.stop()

    def begin(self, plan: Plan, done: Sequence[Shard]) -> None:
        """The plan stands; some shards are done already."""
        self.begun = True
        self.total, self.done = len(plan.shards), len(done)
        self._sizes = {shard.name: shard.size for shard in plan.shards}
        for shard in done:
            self._sizes.pop(shard.name)
        self._started = self._last = monotonic()
        if self._quiet:
            return
        before = f"; {self.done} done before" if done else ""
        say(f"cleantext: {number(self.total, 'shard')}, {plan.size / 1e6:,.1f} MB{before}")
        if is_terminal(2) and self._sizes:
            self._bar = _bar(sum(self._sizes.values()))
            if self._bar:
                self._task = self._bar.tasks[0].id
                self._bar.start()

    def event(self, event: Event) -> None:
        """Something happened to a shard."""
        name = event.shard.name
        if event.kind == "beat":
            self._numbers[name] = event.numbers
        else:
            self._numbers[name] = event.numbers
            self._finished += self._sizes.get(name, 0)
            self._sizes[name] = 0
            self.done += event.kind == "done"
        self._show()

    def _read(self) -> int:
        running = sum(
            min(self._sizes[name], numbers[3])
            for name, numbers in self._numbers.items()
            if self._sizes.get(name)
        )
        return self._finished + running

    def _show(self) -> None:
        if self._bar:
            self._bar.update(self._task, completed=self._read(), words=self._words())
            self._bar.refresh()
        elif not self._quiet and monotonic() - self._last >= PAUSE:
            self._last = monotonic()
            say(f"cleantext: {self.done}/{self.total} shards, {self._words()}")

    def _words(self) -> str:
        documents, touched, bad, _ = (
            sum(each) for each in zip(*self._numbers.values(), strict=True)
        )
        seconds = max(0.001, monotonic() - self._started)
        words = f"{documents:,} documents, {self._read() / 1e6 / seconds:,.1f} MB/s"
        if documents:
            words += f", {touched / documents:.1%} changed"
        return words + (f", {bad:,} in quarantine" if bad else "")


def _bar(size: int) -> Any:
    try:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
    except ImportError:
        return None
    bar = Progress(
        BarColumn(24),
        TextColumn("{task.percentage:>3.0f}%"),
        TextColumn("{task.fields[words]}"),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
        auto_refresh=False,
    )
    bar.add_task("", total=size, words="")
    return bar
