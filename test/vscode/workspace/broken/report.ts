interface Order {
  customer: string;
  amount: number;
}

export function heading(order: Order): string {
  return 'Order of ' + order.custmer;
}

export function rows(orders: Order[]): string[] {
  const found: string[] = [];
  for (const order of orders) {
    found.push(heading(order));
  }
  return found;
}

export function sum(orders: Order[]): number {
  return orders.reduce((all, order) => all + order.amout, 0);
}
