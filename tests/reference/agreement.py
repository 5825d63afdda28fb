"""Reference values of agreement: statsmodels. Run: python3 tests/reference/agreement.py"""

from statsmodels.stats.inter_rater import cohens_kappa

found = cohens_kappa([[20, 5], [10, 15]])
print("cohen", found.kappa, found.kappa_low, found.kappa_upp)
