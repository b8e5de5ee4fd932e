/**
 * The little data that both APIs serve, so that their answers can be compared byte for byte. It never
 * changes: a client that places an order only gets it back.
 */
export const orders = [
  { id: 'A-1001', item: 'Iron gate, 3 m', state: 'shipped' },
  { id: 'A-1002', item: 'Oak beam', state: 'in production' }
]

/** What a new order looks like. */
export const newOrder = { id: 'A-1003', item: 'Winch', state: 'received' }
