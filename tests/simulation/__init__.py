"""A chain of shops in one thread: real engine, real storage, real central; line and clock played.

One seed decides everything: who sells what and when, which faults there are and when they strike.
`python -m tests.simulation --seed N` plays it again to the letter. What must hold is in
`invariants`, what can go wrong in `faults`, and in `bugs` what the whole must be able to find.
"""
