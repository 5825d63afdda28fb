# Reference values of a weighted study: R with the package survey. Run: Rscript tests/reference/study_weights.R
# The sixty rows are made by the formulas below, which tests/suite/weighted_study.rs repeats.
library(survey)
options(digits = 15)
i <- 0:59
d <- data.frame(
  id = i, age = 18 + (i * 7) %% 50, role = c("Student", "Teacher", "Student", "Parent")[i %% 4 + 1],
  answer = c("Yes", "No", "Unsure", "")[(i * 5 + i %% 3) %% 4 + 1],
  why = c("price", "slow", "")[i %% 3 + 1], note = c("price", "slow", "late")[(i * 7) %% 3 + 1], person = i %/% 2, w = 0.5 + ((i * 37) %% 10) / 4
)
d <- subset(d, age <= 65)
d$band <- ifelse(d$age < 30, "young", ifelse(d$age < 50, "middle", "old"))
show <- function(name, ...) cat(name, format(c(...), digits = 15), "\n")
shares <- function(name, s) {
  answered <- subset(s, answer != "")
  for (label in c("Yes", "No", "Unsure")) {
    answered <- update(answered, is = answer == label)
    show(paste(name, label), coef(svymean(~is, answered))["isTRUE"], attr(svyciprop(~is, answered, method = "logit"), "ci"))
  }
  commented <- subset(s, why != "")
  commented <- update(commented, is = why == "price")
  show(paste(name, "price"), coef(svymean(~is, commented))["isTRUE"], attr(svyciprop(~is, commented, method = "logit"), "ci"))
}
plain <- svydesign(id = ~1, weights = ~w, data = d)
shares("column", plain)
n <- nrow(d)
band <- data.frame(band = c("young", "middle", "old"), Freq = c(0.3, 0.45, 0.25) * n)
role <- data.frame(role = c("Student", "Teacher", "Parent"), Freq = c(0.4, 0.35, 0.25) * n)
control <- list(maxit = 500, epsilon = 1e-13, verbose = FALSE)
for (start in c("equal", "given")) {
  d$start <- if (start == "equal") 1 else d$w
  raked <- rake(svydesign(id = ~1, weights = ~start, data = d), list(~band, ~role), list(band, role), control = control)
  show(paste(start, "raked, first six"), weights(raked)[1:6])
  trimmed <- trimWeights(raked, lower = 0.4, upper = 1.6, strict = TRUE)
  d$final <- weights(trimmed)
  show(paste(start, "trimmed, first six, sum"), d$final[1:6], sum(d$final))
  show(paste(start, "effective n, design effect"), sum(d$final)^2 / sum(d$final^2), n * sum(d$final^2) / sum(d$final)^2)
  show(paste(start, "margins"), tapply(d$final, d$band, sum) / n, tapply(d$final, d$role, sum) / n)
  # Weights are taken as given, so that the interval leaves out that they were raked.
  shares(start, svydesign(id = ~1, weights = ~final, data = d))
}
post <- postStratify(svydesign(id = ~1, weights = ~w, data = d), ~role, role)
show("post-stratified, first six", weights(post)[1:6])
# Two rows by one person are a cluster.
clusters <- update(svydesign(id = ~person, weights = ~w, data = d), is = note == "price")
show("clusters price", coef(svymean(~is, clusters))["isTRUE"], attr(svyciprop(~is, clusters, method = "logit"), "ci"))
