# Least squares where some weights are zero: `lm` leaves these rows out of the degrees of freedom.
# Run: Rscript tests/reference/zero_weights.R
i <- 0:59
themes <- cbind((i * 7) %% 5 < 2, (i * 3) %% 7 < 3, (i * i) %% 11 < 4) * 1
rating <- 5 + 2 * themes[, 1] - themes[, 2] + ((i * 13) %% 9) / 4
w <- 0.5 + ((i * 37) %% 10) / 4
w[i %% 6 == 2] <- 0
fit <- lm(rating ~ themes, weights = w)
x <- model.matrix(fit)
bread <- solve(crossprod(x, w * x))
h <- w * rowSums((x %*% bread) * x)
meat <- crossprod(x * (w * (rating - fitted(fit)) / (1 - h)))
options(digits = 17)
print(coef(fit))
print(sqrt(diag(bread %*% meat %*% bread)))
print(fit$df.residual)
