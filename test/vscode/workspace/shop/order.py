"""What a customer has ordered."""

from dataclasses import dataclass


@dataclass
class Line:
    name: str
    price: float
    quantity: int


def total_price(lines: list[Line]) -> float:
    """The price of everything in an order."""
    total = 0.0
    for line in lines:
        total += line.price * line.quantity
    return total
