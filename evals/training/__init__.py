"""The recipe of the shipped tables and weights: `python -m evals.training --data ../shared/data`."""
