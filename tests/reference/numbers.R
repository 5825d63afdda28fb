# Values for the tests of numbers crossed by a question, and of rows that stand for several people: a survey of 300 made
# by formula. Run: Rscript tests/reference/numbers.R [file to write the survey to]
suppressPackageStartupMessages(library(survey))
options(digits = 15)
i <- 0:299
team <- ifelse(i %% 11 == 4, NA, c("a", "b", "c")[(i * 7) %% 3 + 1])
hours <- ifelse(i %% 13 == 5, NA, (i * 29) %% 97 + c(0, 6.5, 13)[(i * 7) %% 3 + 1])
w <- 0.5 + ((i * 37) %% 10) / 4
d <- data.frame(id = i + 1, team, hours, w)
arguments <- commandArgs(TRUE)
if (length(arguments) > 0) write.csv(d, arguments[1], row.names = FALSE, na = "", quote = FALSE)

both <- d[!is.na(d$team) & !is.na(d$hours), ]
cat("hours by team: n, mean, standard deviation, median\n")
for (t in c("a", "b", "c")) { x <- both$hours[both$team == t]; print(c(length(x), mean(x), sd(x), median(x))) }
cat("a and c: t, df, p\n"); found <- t.test(both$hours[both$team == "c"], both$hours[both$team == "a"])
print(c(found$statistic, found$parameter, found$p.value))
design <- svydesign(ids = ~1, weights = ~w, data = d)
cat("weighted: mean and standard error in c\n")
part <- subset(design, !is.na(team) & team == "c" & !is.na(hours))
print(c(coef(svymean(~hours, part)), SE(svymean(~hours, part)), sqrt(coef(svyvar(~hours, part)))))

# Six rows that stand for people: 3, 9, 14 of one group chose 1, 2, 3, and 12, 8, 5 of the other.
counts <- matrix(c(3, 9, 14, 12, 8, 5), 3)
cat("counts\n"); plain <- chisq.test(counts, correct = FALSE); print(c(plain$statistic, plain$p.value))
one <- rep(1:3, counts[, 1]); other <- rep(1:3, counts[, 2])
found <- t.test(one, other); print(c(mean(one), sd(one), found$statistic, found$parameter, found$p.value))
