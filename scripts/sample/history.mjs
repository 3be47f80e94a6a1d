// The sample repository's commits, oldest first. The service, its authors and their decisions are made up.
import * as files from './files.mjs';

const ada = 'Ada Lovelace <ada@example.org>';
const grace = 'Grace Hopper <grace@example.org>';
const alan = 'Alan Turing <alan@example.org>';
const barbara = 'Barbara Liskov <barbara@example.org>';

/**
 * A note as its author would write it: `first` and `last` are texts in the range's first and last lines, as its file
 * is in the parent commit.
 * @typedef {object} SampleNote
 * @property {string} id
 * @property {string} folder that holds `.decisions`
 * @property {string} title
 * @property {string} body
 * @property {{ path: string, first?: string, last?: string }} about
 * @property {'proposed' | 'accepted' | 'superseded'} [status]
 * @property {string[]} tags
 * @property {string[]} [supersedes]
 */

/**
 * @typedef {object} SampleCommit
 * @property {string} message
 * @property {string} author
 * @property {string} day `YYYY-MM-DD`
 * @property {string} [branch] `main` when absent
 * @property {string} [merge] a branch that it merges
 * @property {Record<string, string | null | ((text: string) => string)>} [files] new text, a change of it, or removed
 * @property {SampleNote[]} [notes] written in this commit, about its parent's code
 */

/** @type {(from: string, to: string) => (text: string) => string} */
const edit = (from, to) => (text) => {
  if (!text.includes(from)) throw new Error(`The sample has no "${from}" to edit`);
  return text.replace(from, () => to);
};
/** @type {(...steps: ((text: string) => string)[]) => (text: string) => string} */
const all =
  (...steps) =>
  (text) =>
    steps.reduce((result, step) => step(result), text);

const pollId = '01KJ5V3R00P0H1NGF0RSETT1ED';
const polling = `.decisions/2026-03-04-poll-the-gateway-for-settlements.md`;

/** @type {SampleCommit[]} */
export const commits = [
  {
    message: 'Charge cards through the gateway',
    author: ada,
    day: '2026-03-02',
    files: {
      'README.md': files.readme,
      'src/config.ts': files.config,
      'src/payments/money.ts': files.money,
      'src/payments/retry.ts': files.retry,
      'src/payments/charge.ts': files.charge,
      'src/settlements/poll.ts': files.poll,
    },
  },
  {
    message: 'Write down why settlements are polled',
    author: alan,
    day: '2026-03-04',
    notes: [
      {
        id: pollId,
        folder: 'src/settlements',
        title: 'Poll the gateway for settlements',
        body: 'The gateway has no webhooks on our plan, so a job asks every minute.\n\n## Trade-off\n\nA settlement is booked up to a minute late.',
        about: { path: 'src/settlements/poll.ts', first: 'export async function pollSettlements', last: '}' },
        tags: ['settlements'],
      },
    ],
  },
  {
    message: 'Keep a ledger of what the gateway owes us',
    author: grace,
    day: '2026-03-11',
    files: { 'src/ledger/ledger.ts': files.ledger, 'src/ledger/currencies.ts': files.currencies },
  },
  {
    message: 'Write down the decisions of the first month',
    author: ada,
    day: '2026-03-30',
    notes: [
      {
        id: '01KMYR6Z00RETRY1DEMP0TENT0',
        folder: 'src/payments',
        title: 'Retry only idempotent calls',
        body: "A retried POST once charged a customer twice, so only GET and PUT are retried, and a POST that carries an idempotency key.\n\n## Check first\n\nThe gateway's log for the idempotency key.\n\n## Trade-off\n\nA failed POST without a key surfaces to the user.\n\n## Look elsewhere when\n\nThe failure is a 4xx: another attempt cures none of them.",
        about: { path: 'src/payments/retry.ts', first: 'export async function retryWithBackoff', last: '}' },
        tags: ['payments', 'reliability'],
      },
      {
        id: '01KMYR7M00M1N0RVN1TS0N1Y00',
        folder: 'src/payments',
        title: 'Amounts are whole numbers of minor units',
        body: 'Floating point lost a cent in one of a thousand sums. Everything is counted in the smallest unit of the currency, and formatted only when shown.\n\n## Ignore\n\nLint warnings about magic numbers in tests of amounts.',
        about: { path: 'src/payments/money.ts', first: 'export function money', last: '}' },
        tags: ['payments', 'money'],
      },
      {
        id: '01KMYR8A00R0VNDHA1FT0EVEN0',
        folder: 'src/ledger',
        title: 'Round half to even',
        body: 'Rounding halves up made the fees drift from the statements of the gateway by 40 a month.\n\n## Check first\n\nThe statement of the month before.',
        about: { path: 'src/ledger/ledger.ts', first: 'export function roundHalfEven', last: '}' },
        tags: ['money'],
      },
      {
        id: '01KMYR8T00C0NF1GT1ME0VT000',
        folder: 'src',
        title: "The gateway's timeout stays below the load balancer's",
        body: 'The load balancer gives up after 10 seconds. If it is faster than we are, a client sees an error for a charge that went through.',
        about: { path: 'src/config.ts', first: 'gatewayTimeoutMs: 5_000', last: 'maxAttempts: 3' },
        tags: ['reliability'],
      },
    ],
  },
  {
    message: 'Take the webhooks of the gateway',
    author: grace,
    day: '2026-04-14',
    files: { 'src/webhooks/verify.ts': files.verify, 'src/webhooks/handler.ts': files.handler },
  },
  {
    message: 'Settle by webhook: polling missed settlements at midnight',
    author: alan,
    day: '2026-04-16',
    files: {
      'src/settlements/poll.ts': null,
      [`src/settlements/${polling}`]: edit(
        'status: accepted',
        'status: superseded\nsuperseded-by: [01KPB2QC00SETT1EBYWEBH00K0]',
      ),
    },
    notes: [
      {
        id: '01KPB2QC00SETT1EBYWEBH00K0',
        folder: 'src/webhooks',
        title: 'Settle by webhook',
        body: 'The plan has webhooks now, and the poller missed what settled while it was being deployed.\n\n## Trade-off\n\nWe depend on their retries: a webhook lost for three days is lost.',
        about: { path: 'src/webhooks/handler.ts', first: "if (event.type === 'settled')", last: "else post('revenue'" },
        tags: ['settlements', 'webhooks'],
        supersedes: [pollId],
      },
      {
        id: '01KPB2R500DEDVP11CATEEVENT',
        folder: 'src/webhooks',
        title: 'Events are remembered for a day',
        body: 'The gateway sends an event again for up to 20 hours when our answer was slow. A day covers it, and a map in memory is enough because one process takes all webhooks.',
        about: {
          path: 'src/webhooks/handler.ts',
          first: 'for (const [id, at] of seen)',
          last: 'seen.set(event.id, now)',
        },
        tags: ['webhooks'],
      },
      {
        id: '01KPB2RX00VER1FYRAWB0DY000',
        folder: 'src/webhooks',
        title: 'Verify the signature over the raw body',
        body: 'Parsing and printing the JSON again changes its bytes, and the signature with them. The comparison takes the same time for every wrong signature.',
        about: { path: 'src/webhooks/verify.ts', first: 'export function verifySignature', last: '}' },
        tags: ['webhooks', 'security'],
      },
    ],
  },
  {
    message: 'Refuse webhooks that are older than five minutes',
    author: barbara,
    day: '2026-05-05',
    files: {
      'src/webhooks/verify.ts': edit(
        '/** Says whether the gateway itself',
        `const oldest = 5 * 60 * 1000;

/** Says whether an event is recent enough not to be a replay. */
export function isRecent(timestamp: number, now: number): boolean {
  return Math.abs(now - timestamp) <= oldest;
}

/** Says whether the gateway itself`,
      ),
    },
  },
  {
    message: 'Write down the exceptions among the currencies',
    author: grace,
    day: '2026-05-12',
    notes: [
      {
        id: '01KRDN4W00CVRRENCYD1G1TS00',
        folder: 'src/ledger',
        title: 'A table of our own for currency digits',
        body: 'The ICU data of the runtime was two years behind for MRO and MGA.',
        about: { path: 'src/ledger/currencies.ts', first: 'const digits', last: '};' },
        tags: ['money'],
      },
      {
        id: '01KRDN5P00ENTR1ESNEVERCHNG',
        folder: '',
        title: 'Ledger entries are never changed',
        body: 'A wrong entry is corrected by a second one, as the auditors ask for. This holds for everything in the folder.',
        about: { path: 'src/ledger' },
        tags: ['money', 'audit'],
      },
    ],
  },
  {
    message: 'Move rounding into a file of its own',
    author: barbara,
    day: '2026-05-26',
    files: {
      'src/ledger/ledger.ts': (text) =>
        text
          .replace(roundingOf(text), '')
          .replace('import { type', "import { roundHalfEven } from './rounding';\nimport { type"),
      'src/ledger/rounding.ts': roundingOf(files.ledger),
    },
  },
  {
    message: 'Give the gateway eight seconds: cards of some banks need them',
    author: alan,
    day: '2026-06-09',
    branch: 'hotfix/timeouts',
    files: { 'src/config.ts': edit('gatewayTimeoutMs: 5_000', 'gatewayTimeoutMs: 8_000') },
  },
  {
    message: 'Pay out once a day',
    author: grace,
    day: '2026-06-10',
    files: { 'src/payouts/payout.ts': files.payouts },
  },
  { message: "Merge branch 'hotfix/timeouts'", author: ada, day: '2026-06-11', merge: 'hotfix/timeouts' },
  {
    message: 'Write down how charges stay single and payouts daily',
    author: ada,
    day: '2026-06-16',
    notes: [
      {
        id: '01KV7Z9200CHARGEKEYBY0RDER',
        folder: 'src/payments',
        title: "The order's id is the idempotency key",
        body: 'An order is charged once, so its id is the natural key: it survives a restart between two attempts, which a random key did not.',
        about: { path: 'src/payments/charge.ts', first: 'const key =', last: 'config.maxAttempts' },
        tags: ['payments', 'reliability'],
      },
      {
        id: '01KV7ZA000PAY0VT0NCEADAY00',
        folder: 'src/payouts',
        title: 'At most one payout a day',
        body: 'The bank charges for each transfer. Proposed until accounting has agreed to the delay.',
        about: { path: 'src/payouts/payout.ts', first: 'if (now - lastPayout', last: 'return undefined' },
        tags: ['payouts'],
        status: 'proposed',
      },
    ],
  },
  {
    message: 'One file for each kind of event',
    author: barbara,
    day: '2026-07-07',
    files: {
      'src/webhooks/handler.ts': null,
      'src/webhooks/event.ts': files.event,
      'src/webhooks/settled.ts': files.settled,
      'src/webhooks/refunded.ts': files.refunded,
    },
  },
  {
    message: 'Take the digits of a currency from Intl: the runtime is up to date now',
    author: grace,
    day: '2026-08-18',
    files: {
      'src/ledger/currencies.ts': `export function minorDigits(currency: string): number {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  return format.resolvedOptions().maximumFractionDigits ?? 2;
}
`,
    },
  },
  {
    message: 'Say which attempt a charge was, and stop at a spending limit',
    author: alan,
    day: '2026-09-22',
    files: {
      'src/payments/charge.ts': all(
        edit(
          '  const key = `charge-${charge.orderId}`;\n',
          "  if (charge.amount.minor > 1_000_000) return { state: 'declined', reason: 'over the limit of one charge' };\n  const key = `charge-${charge.orderId}-${charge.amount.currency}`;\n",
        ),
        edit("headers: { 'Idempotency-Key': key, 'Content-Type': 'application/json' },", 'headers: headersFor(key),'),
        (text) => `${text}
function headersFor(key: string): Record<string, string> {
  return { 'Idempotency-Key': key, 'Content-Type': 'application/json', 'X-Client': 'payments' };
}
`,
      ),
    },
  },
  {
    message: 'Refund a part of a charge',
    author: barbara,
    day: '2026-10-06',
    branch: 'feature/partial-refunds',
    files: {
      'src/payments/refund.ts': `import type { Money } from './money';

export function refundable(charged: Money, refunded: Money): Money {
  return { minor: Math.max(0, charged.minor - refunded.minor), currency: charged.currency };
}
`,
    },
  },
];

/** @param {string} text */
function roundingOf(text) {
  const start = text.indexOf('/** Rounds half');
  return text.slice(start, text.indexOf('/** The gateway'));
}
