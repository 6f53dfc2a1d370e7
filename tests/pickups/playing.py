"""Playing the machine: so many runs of so many steps, from one seed or from any."""

from __future__ import annotations

import gc
import logging

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from .machine import OrdersMachine

STEPS = 40


def play(runs: int, steps: int = STEPS, number: int | None = None) -> None:
    """Raises what did not hold; the steps that led there are printed."""
    logging.disable()  # central's, of what is done to it here
    gc.collect()
    gc.freeze()
    machine = OrdersMachine if number is None else type("Seeded", (OrdersMachine,), {})
    if number is not None:
        seed(number)(machine)
    try:
        run_state_machine_as_test(
            machine,
            settings=settings(
                max_examples=runs,
                stateful_step_count=steps,
                deadline=None,
                derandomize=True,  # unless a seed is given: what fails, fails again
                suppress_health_check=list(HealthCheck),
                # To make a failure smaller takes as long as a hundred runs: the steps are few.
                phases=(Phase.explicit, Phase.reuse, Phase.generate),
                database=None,
            ),
        )
    finally:
        gc.unfreeze()
        logging.disable(logging.NOTSET)
