# Values for the tests of crosstabs: a survey of 300 made by formula, with weights, missing answers and a question with
# several answers. Run: Rscript tests/reference/crosstab.R [file to write the survey to]
suppressPackageStartupMessages(library(survey))
options(digits = 15)
i <- 0:299
role <- ifelse(i %% 11 == 4, NA, c("a", "b", "c")[(i * 7) %% 3 + 1])
vote <- ifelse(i %% 13 == 5, NA, c("yes", "no", "none")[((i * i) %/% 7 + (i * 7) %% 3 * (i %% 4 == 0)) %% 3 + 1])
saw <- (i * 5) %% 7 < 3
plane <- (i * 3) %% 8 < 2 + (i * 7) %% 3
file <- i %% 10 == 3
tools <- mapply(function(s, p, f) paste(c("saw", "plane", "file")[c(s, p, f)], collapse = ";"), saw, plane, file)
w <- 0.5 + ((i * 37) %% 10) / 4
d <- data.frame(id = i + 1, vote, role, tools, w)
arguments <- commandArgs(TRUE)
if (length(arguments) > 0) write.csv(d, arguments[1], row.names = FALSE, na = "", quote = FALSE)

both <- !is.na(d$vote) & !is.na(d$role)
design <- svydesign(ids = ~1, weights = ~w, data = d)
part <- subset(design, both)
cat("weighted counts\n"); print(svytable(~vote + role, part))
cat("column percent\n"); print(100 * prop.table(svytable(~vote + role, part), 2))
cat("effective bases\n"); print(tapply(d$w[both], d$role[both], function(w) sum(w)^2 / sum(w^2)))
second <- svychisq(~vote + role, part, statistic = "F")
first <- svychisq(~vote + role, part, statistic = "Chisq")
print(c(second$statistic, second$parameter, second$p.value)); print(c(first$statistic, first$parameter, first$p.value))
cat("without weights\n")
counts <- table(d$vote[both], d$role[both]); print(counts)
plain <- chisq.test(counts, correct = FALSE)
print(c(plain$statistic, plain$p.value)); print(plain$stdres)

# One answer of several, given or not, by role: respondents who gave any answer and have a role.
d$saw <- saw; d$any <- tools != ""
design <- svydesign(ids = ~1, weights = ~w, data = d)
part <- subset(design, any & !is.na(role))
one <- svychisq(~saw + role, part, statistic = "F")
cat("saw by role\n"); print(c(one$statistic, one$parameter, one$p.value))
print(100 * prop.table(svytable(~saw + role, part), 2))

# Two columns that share respondents: yes among those with a saw and those with a plane; z with the covariance that both share.
pair <- function(x, in1, in2, w) {
    p1 <- weighted.mean(x[in1], w[in1]); p2 <- weighted.mean(x[in2], w[in2])
    m <- c(sum(w[in1])^2 / sum(w[in1]^2), sum(w[in2])^2 / sum(w[in2]^2))
    p <- (m[1] * p1 + m[2] * p2) / sum(m)
    shared <- sum(w[in1 & in2]^2) / (sum(w[in1]) * sum(w[in2]))
    z <- (p1 - p2) / sqrt(p * (1 - p) * (1 / m[1] + 1 / m[2] - 2 * shared))
    c(p1, p2, z, 2 * pnorm(-abs(z)))
}
answered <- !is.na(d$vote) & d$any
x <- d$vote[answered] == "yes"
cat("yes with a saw, with a plane\n"); print(pair(x, saw[answered], plane[answered], w[answered]))
