# Reference values of the change between two weighted waves: R with the package survey. Run: Rscript tests/reference/weighted_waves.R
# The rows are made by the formulas below, which src/measure/waves/weighted.rs repeats.
library(survey)
options(digits = 15)
wave <- function(name, rows, step) {
  i <- 0:(rows - 1)
  data.frame(
    wave = name, w = 0.5 + ((i * 37 + step) %% 10) / 4,
    yes = c(1, 0, NA, 0)[(i * step + i %/% 3) %% 4 + 1], author = i %/% 2,
    # As in tests/suite/waves_weighted.rs.
    band = ifelse(18 + (i * 7) %% 50 <= 39, "young", "old"), town = c("North", "South")[(i %% 5) %/% 3 + 1],
    price = c(1, 0, NA)[i %% 3 + 1]
  )
}
d <- rbind(wave("1", 80, 3), wave("2", 100, 7))
show <- function(name, ...) cat(name, format(c(...), digits = 15), "\n")
for (clusters in c(FALSE, TRUE)) {
  d$unit <- if (clusters) d$author else seq_len(nrow(d))
  # Each wave is drawn apart: a stratum, within which authors are numbered.
  whole <- svydesign(id = ~unit, strata = ~wave, weights = ~w, data = d, nest = TRUE)
  answered <- subset(whole, !is.na(yes))
  shares <- svyby(~yes, ~wave, answered, svymean, covmat = TRUE)
  change <- svycontrast(shares, c("1" = -1, "2" = 1))
  # Degrees of freedom are those of the bases.
  df <- degf(answered)
  show(if (clusters) "clusters" else "plain", coef(shares), SE(shares), coef(change), confint(change, df = df), df)
}
# Each wave raked by itself. Weights are taken as given, so that the bounds leave out that they were raked.
raked <- function(name, rows, step, start) {
  d <- wave(name, rows, step)
  d$start <- if (start == "equal") 1 else d$w
  band <- data.frame(band = c("young", "old"), Freq = c(0.3, 0.7) * rows)
  town <- data.frame(town = c("North", "South"), Freq = c(0.5, 0.5) * rows)
  control <- list(maxit = 500, epsilon = 1e-13, verbose = FALSE)
  d$w <- weights(rake(svydesign(id = ~1, weights = ~start, data = d), list(~band, ~town), list(band, town), control = control))
  d
}
for (start in c("equal", "given")) {
  d <- rbind(raked("1", 80, 3, start), raked("2", 100, 7, start))
  whole <- svydesign(id = ~1, strata = ~wave, weights = ~w, data = d)
  for (item in c("yes", "price")) {
    answered <- subset(whole, !is.na(get(item)))
    shares <- svyby(reformulate(item), ~wave, answered, svymean, covmat = TRUE)
    change <- svycontrast(shares, c("1" = -1, "2" = 1))
    effective <- sapply(split(weights(answered), answered$variables$wave), function(w) sum(w)^2 / sum(w^2))
    show(paste("raked from", start, item), coef(shares), coef(change), confint(change, df = degf(answered)), effective)
  }
}
# Some people in both waves: whoever stands in a row of the second wave stood one row further down in the first. People are
# the clusters of the two waves together, without strata; weighted, and with each counted once.
same <- function(step) {
  d <- rbind(wave("1", 80, 3), wave("2", 100, 7))
  d$person <- c(0:79, 0:99 + step)
  d$score <- c((0:79 * 7 + 3) %% 11, (0:99 * 5 + 7) %% 11)
  d$score[is.na(d$yes)] <- NA
  d
}
for (weighted in c(TRUE, FALSE)) {
  for (item in c("yes", "score", "price")) {
    d <- same(1)
    if (!weighted) d$w <- 1
    answered <- subset(svydesign(ids = ~person, weights = ~w, data = d), !is.na(get(item)))
    shares <- svyby(reformulate(item), ~wave, answered, svymean, covmat = TRUE)
    change <- svycontrast(shares, c("1" = -1, "2" = 1))
    fit <- svyglm(reformulate("wave", item), answered)
    df <- degf(answered)
    show(
      paste("same people,", if (weighted) "weighted" else "each once", item), coef(shares), SE(shares), coef(change), SE(change),
      confint(change, df = df), df, "and by svyglm", SE(fit)[2]
    )
  }
}
# Other people each time, each counted once: a mean.
d <- same(1000)
answered <- subset(svydesign(ids = ~1, strata = ~wave, weights = ~1, data = transform(d, w = 1)), !is.na(score))
shares <- svyby(~score, ~wave, answered, svymean, covmat = TRUE)
change <- svycontrast(shares, c("1" = -1, "2" = 1))
show("other people, each once, score", coef(shares), SE(shares), coef(change), SE(change), confint(change, df = degf(answered)), degf(answered))
