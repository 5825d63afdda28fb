"""Reference values of drivers: statsmodels. Run: python tests/reference/drivers.py"""
import numpy as np
import statsmodels.api as sm

# Sixty respondents by formulas, which src/measure/drivers.rs repeats in its tests.
i = np.arange(60)
themes = np.column_stack([(i * 7) % 5 < 2, (i * 3) % 7 < 3, (i * i) % 11 < 4]).astype(float)
rating = 5 + 2 * themes[:, 0] - themes[:, 1] + ((i * 13) % 9) / 4
np.set_printoptions(precision=17)
found = sm.OLS(rating, sm.add_constant(themes)).fit(cov_type="HC3", use_t=True)
print("adjusted", found.params, found.bse, found.conf_int(), found.pvalues, sep="\n")
for place in range(3):
    one = sm.OLS(rating, sm.add_constant(themes[:, [place]])).fit()
    with_theme, without = rating[themes[:, place] == 1], rating[themes[:, place] == 0]
    means = sm.stats.CompareMeans(sm.stats.DescrStatsW(with_theme), sm.stats.DescrStatsW(without))
    print(place, len(with_theme), one.params[1], means.tconfint_diff(usevar="unequal"), means.ttest_ind(usevar="unequal"))
w = 0.5 + ((i * 37) % 10) / 4
found = sm.WLS(rating, sm.add_constant(themes), weights=w).fit(cov_type="HC3", use_t=True)
print("weighted", found.params, found.bse, found.conf_int(), found.pvalues, sep="\n")
