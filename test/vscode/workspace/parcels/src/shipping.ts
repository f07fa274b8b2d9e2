export interface Parcel {
  readonly grams: number;
  readonly isExpress: boolean;
}

/** What sending a parcel costs, in cents; express is twice the price. */
export function shippingCost(grams: number, isExpress: boolean): number {
  if (grams <= 0) throw new RangeError('a parcel weighs something');
  const price = grams <= 1000 ? 490 : grams <= 5000 ? 790 : 1290;
  return isExpress ? price * 2 : price;
}
