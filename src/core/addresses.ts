/** An e-mail address as two of them are compared. */
export const spelt = (address: string): string => address.trim().toLowerCase();

/** The domain of an address, or a domain as it was typed, as they are compared. */
export const domainOf = (address: string): string => spelt(address.slice(address.lastIndexOf('@') + 1));
