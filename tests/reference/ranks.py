"""Exact values of rank stability. Run: python tests/reference/ranks.py"""
from fractions import Fraction
from math import comb

# 100 draws of three kinds with chances 0.4, 0.3, 0.3: how often the first has more than the second, and more than both?
above = first = Fraction(0)
for a in range(101):
    for b in range(101 - a):
        c = 100 - a - b
        p = comb(100, a) * comb(100 - a, b) * Fraction(4, 10) ** a * Fraction(3, 10) ** (b + c)
        above += p if a > b else 0
        first += p if a > max(b, c) else 0
print(float(above), float(first))
