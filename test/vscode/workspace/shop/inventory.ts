// Keeps the stock of a small shop: what arrives, what is sold, and what should be ordered again.

export interface Product {
  readonly sku: string;
  readonly name: string;
  /** In cents. */
  readonly price: number;
  /** Order again when fewer than this many are left. */
  readonly reorderLevel: number;
}

interface StockLine {
  readonly product: Product;
  quantity: number;
}

export interface LowStock {
  readonly sku: string;
  readonly missing: number;
}

export class Inventory {
  private readonly lines = new Map<string, StockLine>();

  /** Adds a product with no stock; a second one with the same SKU is an error. */
  register(product: Product): void {
    if (this.lines.has(product.sku)) {
      throw new Error(`Product ${product.sku} is already registered`);
    }
    this.lines.set(product.sku, { product, quantity: 0 });
  }

  /** Books goods that arrived. */
  receive(sku: string, quantity: number): void {
    assertPositive(quantity);
    const line = this.lineOf(sku);
    line.quantity += quantity;
  }

  /** Books goods that were sold, and returns what they cost, in cents. */
  sell(sku: string, quantity: number): number {
    assertPositive(quantity);
    const line = this.lineOf(sku);
    if (line.quantity < quantity) {
      throw new Error(`Only ${line.quantity} of ${sku} left, ${quantity} wanted`);
    }
    line.quantity -= quantity;
    return line.product.price * quantity;
  }

  quantityOf(sku: string): number {
    return this.lineOf(sku).quantity;
  }

  /** What all stock is worth, in cents. */
  totalValue(): number {
    let total = 0;
    for (const line of this.lines.values()) {
      total += line.product.price * line.quantity;
    }
    return total;
  }

  /** The products below their reorder level, the most urgent first. */
  lowStock(): LowStock[] {
    const low: LowStock[] = [];
    for (const { product, quantity } of this.lines.values()) {
      if (quantity < product.reorderLevel) {
        low.push({ sku: product.sku, missing: product.reorderLevel - quantity });
      }
    }
    return low.sort((a, b) => b.missing - a.missing);
  }

  private lineOf(sku: string): StockLine {
    const line = this.lines.get(sku);
    if (line === undefined) {
      throw new Error(`Unknown product ${sku}`);
    }
    return line;
  }
}

function assertPositive(quantity: number): void {
  if (!Number.isInteger(quantity) || quantity <= 0) {
    throw new RangeError(`Quantity must be a positive integer, not ${quantity}`);
  }
}

export function formatCents(cents: number): string {
  return `€${(cents / 100).toFixed(2)}`;
}

const shop = new Inventory();
shop.register({ sku: 'tea', name: 'Green tea', price: 450, reorderLevel: 10 });
shop.register({ sku: 'mug', name: 'Stoneware mug', price: 1200, reorderLevel: 4 });
shop.receive('tea', 12);
shop.receive('mug', 6);
console.log(`Sold tea for ${formatCents(shop.sell('tea', 5))}`);
console.log(`Stock is worth ${formatCents(shop.totalValue())}`);
for (const { sku, missing } of shop.lowStock()) {
  console.log(`Order ${missing} of ${sku}`);
}
