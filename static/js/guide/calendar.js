// Turns periods into dates: the same rules as the Go package calendar, whose package comment states
// them with their sources. What both must give stands in the vectors that its tests read. Pure: no
// document, no network, no clock. Dates are ISO 8601 text, "2026-11-23".

/** @typedef {{year: number, off: string[], work: string[]}} Year */

const DAY = 86400000;
/** A count over more days than this has gone wrong. */
const LIMIT = 20000;

/** @param {string} date @returns {number} milliseconds, NaN if there is no such day */
const parse = date => {
  const t = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(date + 'T00:00:00Z') : NaN;
  return !Number.isNaN(t) && format(t) === date ? t : NaN;
};

/** @param {number} t */
const format = t => new Date(t).toISOString().slice(0, 10);

/**
 * A calendar of the tables of some years.
 * @param {Year[]} years
 */
export function calendar(years) {
  const known = new Set(years.map(y => y.year));
  const off = new Set(years.flatMap(y => y.off));
  const work = new Set(years.flatMap(y => y.work));

  /** @param {number} t @returns {boolean | null} null for a year without a table */
  const working = t => {
    const day = new Date(t);
    if (!known.has(day.getUTCFullYear())) return null;
    const date = format(t);
    return work.has(date) || (day.getUTCDay() % 6 !== 0 && !off.has(date));
  };

  /** @param {string} start @param {number} n */
  const begin = (start, n) => {
    const t = parse(start);
    return Number.isInteger(n) && n >= 0 && n < LIMIT && !Number.isNaN(t) && working(t) !== null ? t : null;
  };

  return {
    /**
     * The last day of n working days after acceptance on the day start, which is not counted.
     * @param {string} start @param {number} n @returns {string | null}
     */
    addWorkingDays(start, n) {
      let t = begin(start, n);
      if (t === null) return null;
      while (n > 0) {
        t += DAY;
        const is = working(t);
        if (is === null) return null;
        if (is) n--;
      }
      return format(t);
    },

    /**
     * The last day of n calendar days after the day start, moved on if it is a day off.
     * @param {string} start @param {number} n @returns {string | null}
     */
    addCalendarDays(start, n) {
      let t = begin(start, n);
      if (t === null) return null;
      t += n * DAY;
      for (let is = working(t); is !== true; is = working(t += DAY)) {
        if (is === null) return null;
      }
      return format(t);
    },
  };
}
