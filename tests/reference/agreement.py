"""Reference values of agreement: statsmodels. Run: python3 tests/reference/agreement.py"""

from statsmodels.stats.inter_rater import cohens_kappa

found = cohens_kappa([[20, 5], [10, 15]])
print("cohen", found.kappa, found.kappa_low, found.kappa_upp)

# Three coders, ten comments, decisions missing: src/measure/coders/coefficients.rs
import krippendorff
import numpy as np
import pandas as pd
from irrCAC.raw import CAC

x = np.nan
coders = [
    [1, 1, 1, 0, 0, 0, 0, 0, 0, x],
    [1, 1, 0, 0, 0, 1, 0, 0, x, 0],
    [1, 0, 1, 0, 0, 0, 0, 0, 0, 0],
]
panel = CAC(pd.DataFrame(np.array(coders).T), digits=12)
print("fleiss", panel.fleiss()["est"]["coefficient_value"])
print("ac1", panel.gwet()["est"]["coefficient_value"], "percent", panel.gwet()["est"]["pa"])
print("alpha", repr(krippendorff.alpha(reliability_data=coders, level_of_measurement="nominal")))
both = [(a, b) for a, b in zip(*coders[:2]) if not np.isnan(a + b)]
table = [[both.count((i, j)) for j in (0, 1)] for i in (0, 1)]
print("cohen of two", repr(cohens_kappa(table).kappa))

# Two coders on five comments: tests/suite/agreement_commands.rs
print("cohen of the small study", repr(cohens_kappa([[2, 0], [1, 2]]).kappa))
