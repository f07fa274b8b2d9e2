def is_free(price: int) -> bool:
    """Whether a parcel is sent for nothing: from 5000 cents on."""
    return price > 5000
