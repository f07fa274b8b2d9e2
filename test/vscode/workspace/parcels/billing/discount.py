"""What customers pay less."""


def discounted(price: int, percent: int) -> int:
    """The price without so many percent, in cents."""
    if percent < 0 or percent > 100:
        raise ValueError("not a share")
    return price - price * percent // 100


def rounded(price: int) -> int:
    """The price in whole tens."""
    return price // 10 * 10
