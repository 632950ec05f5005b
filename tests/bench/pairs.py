"""Baseline and ours in turn, A-B-A-B: what is compared was measured within the same minute."""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

from tests.bench.load import Round, Target, measure

ROUNDS = 5
SECONDS = 10
WARM_UP = 3


@dataclass(frozen=True)
class Comparison:
    baseline: list[Round]
    ours: list[Round]

    @property
    def ratios(self) -> list[float]:
        """How many times the baseline's requests a second ours made, round by round."""
        return [b.rate / a.rate for a, b in zip(self.baseline, self.ours, strict=True)]

    @property
    def cpu_ratios(self) -> list[float]:
        """The baseline's CPU a request ÷ ours, all processes."""
        return [a.whole_cpu_ms / b.whole_cpu_ms for a, b in zip(self.baseline, self.ours, strict=True)]


def compare(baseline: Callable[[], Target], ours: Callable[[], Target]) -> Comparison:
    """Targets are made anew for each round: tokens are short-lived, keys are used once."""
    measure(baseline(), WARM_UP)
    measure(ours(), WARM_UP)
    taken = [(_shown(baseline, number), _shown(ours, number)) for number in range(1, ROUNDS + 1)]
    return Comparison([a for a, _ in taken], [b for _, b in taken])


def alone(target: Callable[[], Target]) -> list[Round]:
    """Five rounds of one target."""
    measure(target(), WARM_UP)
    return [_shown(target, number) for number in range(1, ROUNDS + 1)]


def _shown(make: Callable[[], Target], number: int) -> Round:
    target = make()
    taken = measure(target, SECONDS)
    print(f"  {number}/{ROUNDS} {target.name:<14} {as_line(taken)}", flush=True)
    return taken


def as_line(taken: Round) -> str:
    processes = "  ".join(f"{name} {spent:.3f}" for name, spent in taken.cpu_ms.items())
    return (
        f"{taken.rate:8.0f} req/s  {taken.whole_cpu_ms:6.3f} CPU ms a request ({processes})"
        f"  foreign {taken.foreign:.0%}"
    )


def spread(figures: list[float]) -> str:
    return f"median {median(figures):.2f}, {min(figures):.2f} to {max(figures):.2f}"
