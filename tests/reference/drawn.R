# Reference values of samples drawn in strata and clusters: R with the package survey. Run: Rscript tests/reference/drawn.R
# The forty rows are those of survey.R; the tests repeat its formulas.
library(survey)
options(digits = 15, survey.lonely.psu = "fail")
i <- 0:39
d <- data.frame(
  vote = (i * 4) %% 3, role = as.integer((i * 13) %% 5 < 2), size = (i * 3) %% 4,
  stratum = i %% 2, cluster = (i * 7) %% 10, w = 0.5 + ((i * 37) %% 10) / 4
)
d$is <- d$vote == 0
d$clusters <- ifelse(d$stratum == 0, 12, 9)
d$people <- ifelse(d$stratum == 0, 60, 40)
show <- function(name, ...) cat(name, format(c(...), digits = 15), "\n")
designs <- list(
  clusters = svydesign(id = ~cluster, strata = ~stratum, weights = ~w, data = d, nest = TRUE),
  finite = svydesign(id = ~cluster, strata = ~stratum, weights = ~w, data = d, nest = TRUE, fpc = ~clusters),
  equal = svydesign(id = ~1, strata = ~stratum, weights = ~ rep(1, 40), data = d, fpc = ~people)
)
for (name in names(designs)) {
  s <- designs[[name]]
  part <- subset(s, size > 0)
  m <- svymean(~ as.numeric(is), part)
  show(paste(name, "of size above 0: share, standard error, df"), coef(m), SE(m), degf(part))
  show(paste(name, "share of everyone"), coef(svymean(~ as.numeric(is & size > 0), s)))
  for (method in c("logit", "beta", "mean")) {
    show(paste(name, method), attr(svyciprop(~is, part, method = method), "ci"))
  }
  show(paste(name, "logit at 1 - 0.05 / 3"), attr(svyciprop(~is, part, method = "logit", level = 1 - 0.05 / 3), "ci"))
  r <- svychisq(~ vote + role, part, statistic = "F")
  show(paste(name, "second order"), r$statistic, r$parameter, r$p.value)
  r <- svychisq(~ vote + role, part, statistic = "Chisq")
  show(paste(name, "first order"), r$statistic, r$parameter, r$p.value)
  r <- svychisq(~ vote + role, subset(part, w > 1.5), statistic = "F")
  show(paste(name, "second order of a weight above 1.5"), r$statistic, r$parameter, r$p.value)
  m <- svymean(~ interaction(role, vote), part)
  names(m) <- paste0("c", 1:6)
  residual <- function(cell, row, column) {
    svycontrast(m, as.call(parse(text = sprintf("%s - (%s) * (%s)", cell, row, column)))[[1]])
  }
  z <- function(x) coef(x) / SE(x)
  show(paste(name, "residuals of the first row"), z(residual("c1", "c1 + c2", "c1 + c3 + c5")), z(residual("c2", "c1 + c2", "c2 + c4 + c6")))
  for (group in 0:1) {
    m <- svymean(~size, subset(s, role == group))
    show(paste(name, "mean of size, role", group), coef(m), SE(m), degf(subset(s, role == group)))
  }
  t <- svyttest(size ~ role, s)
  show(paste(name, "role 1 less role 0: difference, t, df, p"), t$estimate, t$statistic, t$parameter, t$p.value)
  t <- svyttest(as.numeric(is) ~ role, part)
  show(paste(name, "share of vote 0, role 1 less role 0: difference, t, df, p"), t$estimate, t$statistic, t$parameter, t$p.value)
  two <- subset(s, vote < 2)
  t <- svyttest(size ~ vote, two)
  show(paste(name, "vote 1 less vote 0: difference, t, df, p"), t$estimate, t$statistic, t$parameter, t$p.value)
  g <- svyglm(size ~ role + is, s)
  show(paste(name, "least squares: role, standard error, is, standard error, df"),
    coef(g)[2], SE(g)[2], coef(g)[3], SE(g)[3], g$df.residual)
}
# Two waves, each drawn for itself in strata and clusters: the second has the rows of the first with other votes.
waves <- rbind(
  transform(d, wave = 1, yes = vote == 0), transform(d, wave = 2, yes = (i * 5) %% 4 == 0 | role == 1)
)
s <- svydesign(id = ~cluster, strata = ~ interaction(wave, stratum), weights = ~w, data = waves, nest = TRUE)
by <- svyby(~ as.numeric(yes), ~wave, s, svymean, covmat = TRUE)
change <- svycontrast(by, c(-1, 1))
half <- qt(0.975, degf(s)) * SE(change)
show("two waves: shares, change, low, high", coef(by), coef(change), coef(change) - half, coef(change) + half)
