# Reference values of ratings: R and its package survey. Run: Rscript tests/reference/ratings.R
# The three groups are those of src/measure/rating/mean.rs and tests/suite/ratings.rs.
library(survey)
options(digits = 15)
show <- function(name, ...) cat(name, format(c(...), digits = 15), "\n")
a <- c(9, 10, 7, 8, 10, 6, 9, 3, 10, 8)
b <- c(5, 7, 6, 8, 2, 9, 4, 6, 7, 5, 10, 3)
c3 <- c(7, 7, 8, 6, 9)
show("mean, sd, median", mean(a), sd(a), median(a))
welch <- function(name, t) show(name, t$statistic, t$parameter, t$p.value, t$conf.int)
welch("sleep", t.test(extra ~ group, data = sleep))
pairs <- list(t.test(a, b), t.test(a, c3), t.test(b, c3))
for (pair in pairs) welch("pair", pair)
show("BH", p.adjust(sapply(pairs, function(pair) pair$p.value), "BH"))
nps <- function(x) (x >= 9) - (x <= 6)
for (x in list(a, b, c3)) { t <- t.test(nps(x)); show("nps", 100 * t$estimate, 100 * t$conf.int) }
x <- c(a, b, c3)
w <- 0.5 + (((0:26) * 37) %% 10) / 4
g <- rep(c("a", "b", "c"), c(10, 12, 5))
d <- svydesign(id = ~1, weights = ~w, data = data.frame(x, w, g))
m <- svymean(~x, d)
show("weighted mean", coef(m), SE(m), confint(m, df = 26))
show("weighted sd", sqrt(coef(svyvar(~x, d))))
show("weighted median", coef(svyquantile(~x, d, .5, qrule = "school")))
part <- subset(d, g == "a")
m <- svymean(~x, part)
show("weighted mean of a", coef(m), SE(m), confint(m, df = degf(part)))
for (pair in list(c("a", "b"), c("b", "c"))) {
  t <- svyttest(x ~ g, subset(d, g %in% pair))
  show(paste("weighted", pair[1], pair[2]), t$estimate, t$statistic, t$parameter, t$p.value)
}
