/** What was offered last and not decided about yet; older ones are forgotten. */
export class Recent<T> {
  private readonly kept = new Map<number, T>();
  private made = 0;
  private readonly most: number;

  public constructor(most = 4) {
    this.most = most;
  }

  /** Gives the number by which it is asked for. */
  public add(value: T): number {
    const id = ++this.made;
    this.kept.set(id, value);
    for (const old of [...this.kept.keys()].slice(0, -this.most)) this.kept.delete(old);
    return id;
  }

  public get(id: number): T | undefined {
    return this.kept.get(id);
  }
}
