/** What a hub says of itself; fixed from its start. */
export interface HubFacts {
  readonly epoch: string;
  readonly demo: boolean;
  readonly speed: number;
  readonly version: string;
}
