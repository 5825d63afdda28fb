# Reference values of the design-based statistics: R with the package survey. Run: Rscript tests/reference/survey.R
# The forty rows are made by the formulas below, which the tests repeat.
library(survey)
options(digits = 15, survey.lonely.psu = "fail")
i <- 0:39
d <- data.frame(
  vote = (i * 4) %% 3, role = as.integer((i * 13) %% 5 < 2), size = (i * 3) %% 4,
  stratum = i %% 2, cluster = (i * 7) %% 10, w = 0.5 + ((i * 37) %% 10) / 4
)
d$votes <- d$vote == 0
show <- function(name, ...) cat(name, format(c(...), digits = 15), "\n")
intervals <- function(name, s) {
  m <- svymean(~ as.numeric(votes), s)
  show(paste(name, "share, standard error, df"), coef(m), SE(m), degf(s))
  for (method in c("logit", "beta", "mean")) show(paste(name, method), attr(svyciprop(~votes, s, method = method), "ci"))
}
plain <- svydesign(id = ~1, weights = ~w, data = d)
strata <- svydesign(id = ~1, strata = ~stratum, weights = ~w, data = d)
clusters <- svydesign(id = ~cluster, strata = ~stratum, weights = ~w, data = d, nest = TRUE)
d$population <- ifelse(d$stratum == 0, 60, 40)
finite <- svydesign(id = ~1, strata = ~stratum, weights = ~w, data = d, fpc = ~population)
intervals("plain", plain)
intervals("strata", strata)
intervals("clusters", clusters)
intervals("finite", finite)
show("deff of plain, with replacement", deff(svymean(~ as.numeric(votes), plain, deff = "replace")))
r <- svymean(~size, plain)
show("mean of size, standard error", coef(r), SE(r))
show("neff, deff of weights", sum(d$w)^2 / sum(d$w^2), nrow(d) * sum(d$w^2) / sum(d$w)^2)
targets.role <- data.frame(role = 0:1, Freq = c(30, 20))
targets.size <- data.frame(size = 0:3, Freq = c(10, 15, 5, 20))
raked <- rake(plain, list(~role, ~size), list(targets.role, targets.size), control = list(maxit = 500, epsilon = 1e-12, verbose = FALSE))
show("raked weights of the first six", weights(raked)[1:6])
trimmed <- trimWeights(raked, lower = 0.4, upper = 2.2, strict = TRUE)
show("trimmed weights of the first six, sum", weights(trimmed)[1:6], sum(weights(trimmed)))
post <- postStratify(plain, ~size, targets.size)
show("post-stratified weights of the first six", weights(post)[1:6])
for (name in c("plain", "clusters")) {
  s <- get(name)
  for (statistic in c("F", "Chisq")) {
    r <- svychisq(~ vote + role, s, statistic = statistic)
    show(paste("svychisq", name, statistic), r$statistic, r$parameter, r$p.value)
  }
}
