// The code of the sample repository as its commits left it. Later commits change it by `edit` (history.mjs).

export const readme = `# Payments

Charges cards, takes the gateway's webhooks and keeps the ledger.
The decisions behind the code are in the \`.decisions\` folders beside it.
`;

export const config = `export interface Config {
  gatewayUrl: string;
  gatewayTimeoutMs: number;
  maxAttempts: number;
  webhookSecret: string;
}

export function loadConfig(env: Record<string, string | undefined>): Config {
  return {
    gatewayUrl: required(env, 'GATEWAY_URL'),
    gatewayTimeoutMs: 5_000,
    maxAttempts: 3,
    webhookSecret: required(env, 'WEBHOOK_SECRET'),
  };
}

function required(env: Record<string, string | undefined>, name: string): string {
  const value = env[name];
  if (!value) throw new Error(\`\${name} is not set\`);
  return value;
}
`;

export const money = `/** An amount of money in the currency's smallest unit: cents, pence, yen. */
export interface Money {
  readonly minor: number;
  readonly currency: string;
}

export function money(minor: number, currency: string): Money {
  if (!Number.isSafeInteger(minor)) throw new RangeError(\`\${minor} is no whole number of minor units\`);
  return { minor, currency };
}

export function add(a: Money, b: Money): Money {
  if (a.currency !== b.currency) throw new RangeError(\`\${a.currency} and \${b.currency} do not add up\`);
  return money(a.minor + b.minor, a.currency);
}
`;

export const retry = `export interface Call {
  method: 'GET' | 'PUT' | 'POST';
  idempotencyKey?: string;
  send(): Promise<Response>;
}

const idempotent = new Set(['GET', 'PUT']);

/** Sends a call again after a failure that another attempt may cure. */
export async function retryWithBackoff(call: Call, maxAttempts: number): Promise<Response> {
  const repeatable = idempotent.has(call.method) || call.idempotencyKey !== undefined;
  for (let attempt = 1; ; attempt++) {
    try {
      const response = await call.send();
      if (response.status < 500 || !repeatable || attempt === maxAttempts) return response;
    } catch (error) {
      if (!repeatable || attempt === maxAttempts) throw error;
    }
    await sleep(100 * 2 ** attempt + Math.random() * 100);
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
`;

export const charge = `import type { Config } from '../config';
import type { Money } from './money';
import { retryWithBackoff } from './retry';

export interface Charge {
  readonly orderId: string;
  readonly amount: Money;
  readonly cardToken: string;
}

export type ChargeResult = { state: 'paid'; reference: string } | { state: 'declined'; reason: string };

/** Charges a card once, whatever the network does in between. */
export async function chargeCard(charge: Charge, config: Config): Promise<ChargeResult> {
  const key = \`charge-\${charge.orderId}\`;
  const response = await retryWithBackoff(
    {
      method: 'POST',
      idempotencyKey: key,
      send: () =>
        fetch(\`\${config.gatewayUrl}/charges\`, {
          method: 'POST',
          headers: { 'Idempotency-Key': key, 'Content-Type': 'application/json' },
          body: JSON.stringify(charge),
          signal: AbortSignal.timeout(config.gatewayTimeoutMs),
        }),
    },
    config.maxAttempts,
  );
  if (response.status === 402) return { state: 'declined', reason: await response.text() };
  const { reference } = (await response.json()) as { reference: string };
  return { state: 'paid', reference };
}
`;

export const verify = `import { createHmac, timingSafeEqual } from 'node:crypto';

/** Says whether the gateway itself sent this body. */
export function verifySignature(rawBody: Buffer, header: string, secret: string): boolean {
  const expected = createHmac('sha256', secret).update(rawBody).digest();
  const given = Buffer.from(header, 'hex');
  return given.length === expected.length && timingSafeEqual(given, expected);
}
`;

export const handler = `import { post } from '../ledger/ledger';
import { money } from '../payments/money';

export interface WebhookEvent {
  readonly id: string;
  readonly type: 'settled' | 'refunded';
  readonly orderId: string;
  readonly minor: number;
  readonly currency: string;
}

const seen = new Map<string, number>();

/** Handles one event of the gateway, which sends some of them twice. */
export function handleEvent(event: WebhookEvent, now: number): void {
  for (const [id, at] of seen) {
    if (now - at > 24 * 60 * 60 * 1000) seen.delete(id);
  }
  if (seen.has(event.id)) return;
  seen.set(event.id, now);
  const amount = money(event.minor, event.currency);
  if (event.type === 'settled') post('gateway', 'revenue', amount);
  else post('revenue', 'gateway', amount);
}
`;

/** What became of the handler: both new files hold the block that the note is about. */
const eventStart = (/** @type {string} */ kind) => `import { post } from '../ledger/ledger';
import { money } from '../payments/money';
import type { WebhookEvent } from './event';

const seen = new Map<string, number>();

export function handle${kind}(event: WebhookEvent, now: number): void {
  for (const [id, at] of seen) {
    if (now - at > 24 * 60 * 60 * 1000) seen.delete(id);
  }
  if (seen.has(event.id)) return;
  seen.set(event.id, now);
  const amount = money(event.minor, event.currency);
`;
export const settled = `${eventStart('Settled')}  post('gateway', 'revenue', amount);\n}\n`;
export const refunded = `${eventStart('Refunded')}  post('revenue', 'gateway', amount);\n}\n`;
export const event = `export interface WebhookEvent {
  readonly id: string;
  readonly type: 'settled' | 'refunded';
  readonly orderId: string;
  readonly minor: number;
  readonly currency: string;
}
`;

export const ledger = `import { type Money, add, money } from '../payments/money';

export type Account = 'gateway' | 'revenue' | 'fees' | 'payouts';

interface Entry {
  readonly debit: Account;
  readonly credit: Account;
  readonly amount: Money;
}

const entries: Entry[] = [];

/** Books an amount from one account to another. Entries are never changed or removed. */
export function post(debit: Account, credit: Account, amount: Money): void {
  entries.push(Object.freeze({ debit, credit, amount }));
}

export function balance(account: Account, currency: string): Money {
  let total = money(0, currency);
  for (const { debit, credit, amount } of entries) {
    if (amount.currency !== currency) continue;
    if (debit === account) total = add(total, amount);
    if (credit === account) total = add(total, money(-amount.minor, currency));
  }
  return total;
}

/** Rounds half to the even neighbour, so that many halves cancel out. */
export function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest < 0.5) return floor;
  if (rest > 0.5) return floor + 1;
  return floor % 2 === 0 ? floor : floor + 1;
}

/** The gateway's fee on an amount, in basis points. */
export function fee(amount: Money, basisPoints: number): Money {
  return money(roundHalfEven((amount.minor * basisPoints) / 10_000), amount.currency);
}
`;

export const currencies = `/** Digits after the decimal point, for currencies that do not have two. */
const digits: Record<string, number> = {
  BHD: 3,
  CLF: 4,
  JPY: 0,
  KWD: 3,
  MGA: 1,
  MRO: 1,
};

export function minorDigits(currency: string): number {
  return digits[currency] ?? 2;
}
`;

export const poll = `import type { Config } from '../config';

/** Asks the gateway every minute which charges have settled. */
export async function pollSettlements(config: Config, seen: (reference: string) => void): Promise<void> {
  const response = await fetch(\`\${config.gatewayUrl}/settlements?since=1m\`);
  for (const { reference } of (await response.json()) as { reference: string }[]) seen(reference);
}
`;

export const payouts = `import type { Money } from '../payments/money';
import { balance, post } from '../ledger/ledger';

/** Pays out what the gateway owes us, at most once a day. */
export function payout(currency: string, lastPayout: number, now: number): Money | undefined {
  if (now - lastPayout < 24 * 60 * 60 * 1000) return undefined;
  const due = balance('gateway', currency);
  if (due.minor <= 0) return undefined;
  post('payouts', 'gateway', due);
  return due;
}
`;
