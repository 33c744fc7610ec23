"""Each Python that the project names and this machine has, and each way of installing, tried for real.

`python -m tests.pythons` does it; the continuous integration does so on every change. It needs a
network for the packages. What must not live here: what only one Python or one way is to be asked.
"""
