/*
 * The search engine. It knows the files of the index and nothing of the page, of its theme or of
 * English: words are folded by rules that the index brings along.
 *
 *   const engine = new PlainleafSearch(PlainleafSearch.scripts("search/"));
 *   const answer = await engine.find("haemoglobin");
 *
 *   answer.total        how many pages were found
 *   answer.corrected    [{typed, meant}]: words that are not on the site, and what was sought instead
 *   answer.pages        the best pages, best first: {location, title, label, guide, passages}
 *   page.passages       its best passages, best first: {anchor, section, title, excerpt}; an empty
 *                       anchor stands for the page's beginning, section for the heading above its own
 *   title, excerpt      lists of {text, hit}, to be shown one after the other
 *
 * What the files hold stands in hooks/plainleaf/search/index.py, which makes them. Each is fetched
 * when a query first needs it. Whoever fetches them otherwise passes another function than `scripts`:
 * load(name, version) returns a promise of {version, data}.
 */
(function () {
  "use strict";

  const PAGES = 10; // pages in an answer
  const FULL = 3; // of these, so many with up to PASSAGES passages; the rest with what is at hand
  const PASSAGES = 3;
  const PREFIX_FILES = 3; // files of words read for one unfinished word
  const EXCERPT = 170; // characters
  const SHORT = 4; // letters of a word that is corrected with care
  const ALIKE = ["aeiouy", "ckqs", "sz", "gj", "fv", "td"]; // letters that one hears for another
  const GLOSSARY = 9; // how often a word stands on the site, for one of the glossary
  const FAMILY = 0.7; // of an unknown word's letters: words that begin so are of its family
  const WORDS = 16; // of a query; each may fetch a file
  const PAIRS = 6; // of a query's words, the rarest; each may fetch a file

  const PART_OF_WORD = 0.6; // "transfus" for "transfusion"
  const ELSEWHERE = 0.35; // the word stands in another passage of the page
  const NEAR = 0.25; // how far that counts as found
  const MEETING = 0.5; // two sought words that stand close together
  const BESIDE = 0.6; // a definition, for a query of more than the word
  const ALONE = 1.00001; // the same, for the word alone: of two that say it alike, the definition
  const DEFINING = 3; // the same, for a query that asks what the word means
  const LITERAL = 0.3; // the words of a term, where the term itself does not stand
  const TYPED = 0.1; // the words of another name for it, sought alone
  const TYPED_BESIDE = 0.7; // the same, sought beside other words
  const CORRECTED = 0.6; // a word in place of one that is not on the site
  const HINT = 0.4; // "when" in a heading, for a query that asks when
  const NAMED = 1e6; // for a name alone: first all that means the thing, then the rest
  const WEAK_PAGE = 0.12; // of the best page's score: below this, a page is left out
  const WEAK_PASSAGE = 0.4; // of the best passage's score

  /** Where a power begins: 10⁹ is asked for as "10 9" or "10^9", and is not 109. */
  const POWER = /(?<=[0-9])(?=[⁰¹²³⁴-⁹⁺⁻])/g;
  const WORD = /(?:(?!(?<=[0-9])[⁰¹²³⁴-⁹⁺⁻])[\p{L}\p{M}\p{N}])+/gu;

  const DIGITS = new Map(
    [..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"].map((c, i) => [c, i]),
  );
  const PASSAGE_BITS = 4096; // a passage is kept as page * PASSAGE_BITS + its number

  /* ---- Fetching ---- */

  const arrived = new Map();

  /** Every file of the index calls this. */
  window.plainleafSearch = (version, name, data) => arrived.set(name, { version, data });

  /** Return a function that loads files of the index by script elements, from a folder's address. */
  function scripts(folder) {
    return (name, version) => new Promise((resolve, reject) => {
      const script = document.createElement("script");
      // Its version keeps a browser from mixing old files with new ones.
      const query = version && location.protocol !== "file:" ? `?v=${version}` : "";
      script.src = `${folder}${name}.js${query}`;
      script.onload = script.onerror = () => {
        script.remove();
        const part = arrived.get(name);
        arrived.delete(name);
        if (part) resolve(part);
        else reject(new Error(`${script.src} cannot be loaded.`));
      };
      document.head.append(script);
    });
  }

  /** Thrown when the site was published anew between two files. */
  class NewVersion extends Error {
    constructor(version) {
      super("The index has a new version.");
      this.version = version;
    }
  }

  /** Wait for what an earlier letter began to fetch; if that fails, fetch it for this one, too. */
  async function joined(begun, begin) {
    const early = begun();
    try {
      return await (early || begin());
    } catch (error) {
      if (!early || error instanceof NewVersion) throw error;
      return begun() || begin();
    }
  }

  /* ---- Places ---- */

  /** Read what `pack_places` wrote: a list of [passage, level]. */
  function unpack(packed) {
    const places = [];
    let page = 0;
    let passage = 0;
    let at = 0;
    const number = () => {
      let value = 0;
      for (let shift = 0; ; shift += 5) {
        const digit = DIGITS.get(packed[at++]);
        value += (digit & 31) << shift;
        if (digit < 32) return value;
      }
    };
    while (at < packed.length) {
      const step = number();
      if (step) passage = 0;
      page += step;
      passage += number();
      places.push([page * PASSAGE_BITS + passage, number()]);
    }
    return places;
  }

  /** Return how many passages two words share. */
  function shared(one, other) {
    return [...one.keys()].filter((passage) => other.has(passage)).length;
  }

  /** Return the number that says in which file a pair of words lies, as `pair_number` does. */
  function pairNumber(pair) {
    let number = 2166136261;
    for (const letter of pair) number = Math.imul(number ^ letter.codePointAt(0), 16777619) >>> 0;
    return number;
  }

  /** Return the number of the last item that is not above a value. */
  function below(items, value) {
    let low = 0;
    let high = items.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (items[middle] <= value) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /**
   * Return how far two words lie apart by slips: letters more, less, other or swapped. A slip that
   * sounds alike counts half: a vowel for another, "s" for "c", one "l" for two, a silent "h", "k" for
   * "ck".
   */
  function slips(one, other, limit) {
    if (Math.abs(one.length - other.length) > 2 * limit) return limit + 1;
    const lost = (word, i) => (
      word[i] === word[i - 1] || word[i] === "h" || word[i] + word[i + 1] === "ck" || word[i - 1] + word[i] === "ck"
        ? 0.5 : 1);
    let before = [];
    let last = [0];
    for (let j = 1; j <= other.length; j++) last.push(last[j - 1] + lost(other, j - 1));
    for (let i = 1; i <= one.length; i++) {
      const row = [last[0] + lost(one, i - 1)];
      for (let j = 1; j <= other.length; j++) {
        const [mine, theirs] = [one[i - 1], other[j - 1]];
        const changed = mine === theirs ? 0 : ALIKE.some((set) => set.includes(mine) && set.includes(theirs)) ? 0.5 : 1;
        row[j] = Math.min(last[j] + lost(one, i - 1), row[j - 1] + lost(other, j - 1), last[j - 1] + changed);
        if (i > 1 && j > 1 && mine === other[j - 2] && one[i - 2] === theirs) {
          row[j] = Math.min(row[j], before[j - 2] + 1);
        }
      }
      if (Math.min(...row) > limit) return limit + 1;
      [before, last] = [last, row];
    }
    return last[other.length];
  }

  class PlainleafSearch {
    constructor(load) {
      this.load = load;
      this.start("");
    }

    start(version) {
      this.parts = new Map();
      this.forms = new Map();
      this.index = null;
      this.wanted = version;
    }

    /** Fetch what every query needs. May be called early; the next call tries again what failed. */
    open() {
      return joined(() => this.index, () => {
        this.index = this.load("index", this.wanted).then(({ version, data }) => {
          this.version = version;
          this.rules = data.folding.map(([pattern, by]) => [new RegExp(pattern, "g"), by]);
          this.irregular = new Map(data.irregular.split(" ").map((pair) => pair.split("=")));
          this.definingWords = new Set(data.definingWords.split(" "));
          this.common = new Map(Object.entries(data.common)
            .flatMap(([share, forms]) => forms.split(" ").map((form) => [form, Number(share)])));
          this.defines = new Set(data.defines);
          this.stopWords = new Set(data.stopWords.split(" "));
          this.titleWords = new Set(data.titleWords.split(" "));
          this.values = Array.from({ length: 200 }, (_, level) => data.step ** level);
          this.spelling = new Set(data.spelling);
          return data;
        });
        this.index.catch(() => { this.index = null; });
        return this.index;
      });
    }

    part(name) {
      return joined(() => this.parts.get(name), () => {
        const part = this.load(name, this.version).then(({ version, data }) => {
          if (version !== this.version) throw new NewVersion(version);
          return data;
        });
        this.parts.set(name, part);
        part.catch(() => this.parts.delete(name));
        return part;
      });
    }

    /** Answer a query; an unfinished last word finds the words that begin with it. */
    async find(query) {
      try {
        return await this.answer(query);
      } catch (error) {
        if (!(error instanceof NewVersion)) throw error;
        this.start(error.version);
        return this.answer(query);
      }
    }

    async answer(query) {
      const index = await this.open();
      const words = this.read(query);
      const whole = await this.joinParts(words, index);
      const looked = await Promise.all(whole.map((word) => this.look(word, index)));
      const corrected = looked.filter((word) => word.meant)
        .map(({ plain, meant }) => ({ typed: plain, meant }));
      const telling = looked.filter((word) => !word.small);
      const sought = this.group(telling.length ? telling : looked);
      const groups = await Promise.all(sought.map((group) => this.weigh(group, index)));
      const met = await this.meetings(sought, groups, index);
      const total = index.texts.flat().reduce((sum, one) => sum + one, 0);
      const typed = [...this.plain(query).split(/[^a-z]+/), ...looked.map((word) => word.small)];
      const defining = typed.some((word) => this.definingWords.has(word));
      const asked = groups.filter((group) => !group.hint).length;
      const share = asked > 1 ? BESIDE : defining ? DEFINING : ALONE;
      const ranked = rank(groups, met, total, (page) => (this.defines.has(page) ? share : 1));
      const hits = new Set(groups.flatMap((group) => group.hits));
      const pages = await Promise.all(
        ranked.slice(0, PAGES).map((page, i) => this.show(page, i < FULL, index, hits)),
      );
      return { total: ranked.length, corrected, pages };
    }

    /* ---- Words ---- */

    plain(text) {
      return text.replace(POWER, " ").normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase()
        .replace(/(?<=n)['\u2019](?=t(?![a-z0-9]))/g, "").replace(/['\u2019]s(?![a-z0-9])/g, "");
    }

    fold(word) {
      let form = this.forms.get(word);
      if (form === undefined) {
        const begun = this.irregular.get(word) || word;
        form = this.rules.reduce((folded, [pattern, by]) => folded.replace(pattern, by), begun);
        this.forms.set(word, form);
      }
      return form;
    }

    /** Return the words of a query that say what it is about. */
    read(query) {
      const plain = this.plain(query).match(/[\p{L}\p{N}]+/gu) || [];
      const told = plain.filter((word) => !this.stopWords.has(word)).slice(0, WORDS);
      return told.map((word, i) => ({
        plain: word,
        form: this.fold(word),
        hint: this.titleWords.has(word) && told.some((other) => !this.titleWords.has(other)),
        unfinished: i === told.length - 1 && /[\p{L}\p{N}]$/u.test(query),
      }));
    }

    /** Put two words together that are one on the site, such as "hydroxy urea". */
    async joinParts(words, index) {
      const known = async (word) => (await this.entries({ ...word, unfinished: false }, index)).known;
      const there = await Promise.all(words.map(known));
      const joined = [];
      for (let i = 0; i < words.length; i++) {
        const next = words[i + 1];
        const word = next && !(there[i] && there[i + 1]) && this.both(words[i], next);
        const one = word && await known(word);
        joined.push(one ? word : words[i]);
        if (one) i++;
      }
      return joined;
    }

    both(one, next) {
      const plain = one.plain + next.plain;
      return { plain, form: this.fold(plain), hint: false, unfinished: next.unfinished };
    }

    /** Return a word with what the index has for it; one that it lacks is corrected if it can be. */
    async look(word, index) {
      const found = await this.entries(word, index);
      const begun = found.longer.some(({ places }) => places); // words of the pages begin with it
      if (found.known || word.hint || (begun && word.unfinished)) return { ...word, ...found };
      const better = await this.correct(word, index, begun);
      const small = this.smallWord(word.plain, better ? better.distance : 1.5);
      if (small) return { ...word, ...found, small };
      if (!better) return { ...word, ...found, longer: await this.family(word, found.longer) };
      const form = { ...word, form: better.form, unfinished: false };
      return { ...form, ...(await this.entries(form, index)), meant: better.usual };
    }

    /** Return a word's places, the longer words that begin with it, and the names it begins. */
    async entries({ form, hint, unfinished }, index) {
      const first = below(index.words, form);
      const shortest = unfinished ? 2 : 4;
      const wide = !hint && form.length >= shortest;
      const last = wide ? Math.min(below(index.words, `${form}\uffff`), first + PREFIX_FILES - 1) : first;
      const numbers = Array.from({ length: last - first + 1 }, (_, i) => first + i);
      const files = await Promise.all(numbers.map((number) => this.words(number)));
      const longer = [];
      let known = false;
      let places = "";
      for (const file of files) {
        for (let i = below(file.list, form); wide && i < file.list.length; i++) {
          const other = file.list[i];
          if (other < form || other === form) continue;
          if (!other.startsWith(form)) break;
          // Keys of terms have spaces; they are reached by names.
          if (!other.includes(" ")) longer.push({ form: other, places: file.places[i] });
        }
        const at = file.list.indexOf(form);
        if (at >= 0) {
          known = true;
          places = file.places[at];
        }
      }
      const names = files[0].names[form] || {};
      return { known, places, longer, names };
    }

    /** Return the small word, such as "should" for "shoud", that lies nearer than a limit, if there is one. */
    smallWord(plain, limit) {
      if (plain.length < SHORT) return undefined;
      const small = [...this.stopWords, ...this.titleWords, ...this.definingWords]
        .map((word) => ({ word, far: slips(plain, word, 1) })).filter(({ far }) => far <= 1 && far < limit);
      return small.sort((one, other) => one.far - other.far)[0]?.word;
    }

    /** Return words that begin as a long unknown one does: "blastosis" for "blastic". */
    async family({ form }, longer) {
      const least = Math.ceil(form.length * FAMILY);
      for (let length = form.length - 1; !longer.length && length >= Math.max(least, 6); length--) {
        const begun = { form: form.slice(0, length), hint: false, unfinished: false };
        ({ longer } = await this.entries(begun, await this.index));
      }
      return longer;
    }

    async words(number) {
      const file = await this.part(`words/${number}`);
      if (!file.list) file.list = file.words.split("|");
      return file;
    }

    /** Return the likeliest word for one that is not on the site: {form, usual}, or nothing. */
    async correct({ plain, form, unfinished }, index, begun) {
      // Of a word that short only what sounds alike is taken: "bak" for "back".
      const short = plain.length < index.shortestCorrected;
      if (plain.length < index.shortestCorrected - (unfinished ? 0 : 1)) return null;
      const limit = short ? 0.5 : plain.length >= 7 && !begun ? 2 : 1;
      const code = (letter) => letter.codePointAt(0).toString(16);
      const plainWords = await this.spelled(`plain-${code(plain[0])}`, "");
      if (` ${plainWords} `.includes(` ${plain} `)) return null;
      // One slip leaves the first letter right, or the last one. Who is nearly there by the first letter
      // needs no other; a letter lost at the beginning is one slip: "pleen" is no "plan".
      const begin = new Set([plain, form].map((word) => `first-${code(word[0])}`));
      const end = new Set([plain, form].map((word) => `last-${code(word[word.length - 1])}`));
      const best = await this.nearest([...begin], plain, form, limit);
      return best && best.far < 0.5 ? best : this.nearest([...begin, ...end], plain, form, limit);
    }

    /** Return a file of spellings; what is not there has none. */
    async spelled(name, none) {
      return this.spelling.has(name) ? this.part(`spelling/${name}`) : none;
    }

    async nearest(names, plain, form, limit) {
      const lists = await Promise.all(names.map((name) => this.spelled(name, [])));
      let best = null;
      for (const entry of lists.flat()) {
        const [kept, spelled] = entry.slice(0, -1).split("=");
        const usual = spelled || kept;
        const often = Number(entry.slice(-1));
        const distance = Math.min(slips(plain, usual, limit), slips(form, kept, limit));
        if (distance > limit) continue;
        // One slip in a short word makes many others of it; few slip in its first letter.
        if (usual[0] !== plain[0] && (plain.length <= SHORT || distance > 1)) continue;
        // A word of the glossary is the likelier one.
        const far = distance - (often === GLOSSARY ? 0.5 : 0);
        const better = best && (best.far - far || often - best.often || usual.length - best.usual.length);
        if (!best || better > 0) best = { form: kept, usual, far, often, distance };
      }
      return best;
    }

    /** Put words together that name a term; the longest name wins. */
    group(words) {
      const groups = [];
      for (let start = 0; start < words.length;) {
        let key = words[start].names[""];
        let end = start + 1;
        for (let longer = start + 2; longer <= words.length; longer++) {
          const rest = words.slice(start + 1, longer).map((word) => word.form).join(" ");
          const named = words[start].names[rest];
          if (named !== undefined) [key, end] = [named, longer];
        }
        // A thing that is named twice is sought once.
        const twice = key !== undefined && groups.some((group) => group.key === key);
        if (!twice) groups.push({ key, words: words.slice(start, end) });
        start = end;
      }
      const only = groups.filter((group) => !group.words[0].hint).length === 1;
      return groups.map((group) => ({ ...group, alone: only && group.key !== undefined }));
    }

    /* ---- Weights ---- */

    /** Return where a group of words stands: passage to weight. */
    async weigh({ key, words, alone }, index) {
      const weights = new Map();
      const hits = words.map((word) => word.form);
      const add = (packed, factor, put) => unpack(packed).forEach(([passage, level]) => {
        put(passage, this.values[level] * factor);
      });
      const highest = (passage, weight) => {
        weights.set(passage, Math.max(weights.get(passage) || 0, weight));
      };
      let share = 1;
      if (key === undefined) {
        for (const word of words) {
          add(word.places, word.meant ? CORRECTED : 1, highest);
          share = Math.min(share, this.share(word.form));
          for (const { form, places } of word.longer) {
            add(places, PART_OF_WORD * word.form.length / form.length, highest);
            hits.push(form);
          }
        }
        weights.forEach((weight, passage) => weights.set(passage, weight * share));
        return { weights, hits, hint: words[0].hint, share };
      }
      // What a name means comes first; then, the same for every name, what the words of the term's
      // own name find; the words that were typed count little.
      const typed = alone ? TYPED : TYPED_BESIDE;
      const sum = (passage, weight) => weights.set(passage, (weights.get(passage) || 0) + weight);
      words.forEach((word) => add(word.places, typed / words.length, sum));
      const file = await this.words(below(index.words, key));
      const own = alone && key.includes(" ") ? key.split(" ") : [];
      const entries = await Promise.all(own.map((form) => this.entries({ form, hint: true }, index)));
      entries.forEach((entry) => add(entry.places, LITERAL / own.length, sum));
      const meant = new Map();
      add(file.places[file.list.indexOf(key)], 1, (passage, weight) => meant.set(passage, weight));
      meant.forEach((weight, passage) => {
        weights.set(passage, alone ? weight + NAMED : Math.max(weight, weights.get(passage) || 0));
      });
      hits.push(...key.split(" "));
      return { weights, hits, hint: false, share };
    }

    /** Return where two of the sought words stand close together: passage to weight. */
    async meetings(groups, weighed, index) {
      const tokens = groups.map(({ key, words }) => (key === undefined ? words[0].form : key));
      const pairs = tokens.flatMap((one, i) => tokens.slice(i + 1).map((other, j) => ({
        pair: [one, other].sort().join("+"),
        share: MEETING * Math.max(this.share(one), this.share(other)),
        both: shared(weighed[i].weights, weighed[i + 1 + j].weights),
      })));
      // Words that share no passage do not meet.
      const likely = index.pairs ? pairs.filter(({ both }) => both) : [];
      const rarest = likely.sort((one, other) => one.both - other.both).slice(0, PAIRS);
      const weights = new Map();
      await Promise.all(rarest.map(async ({ pair, share }) => {
        const file = await this.part(`pairs/${pairNumber(pair) % index.pairs}`);
        unpack(file[pair] || "").forEach(([passage, level]) => {
          weights.set(passage, (weights.get(passage) || 0) + share * this.values[level]);
        });
      }));
      return weights;
    }

    /** What a word counts: one that is common in English tells less. */
    share(form) {
      const share = this.common.get(form);
      return share === undefined ? 1 : share;
    }

    /* ---- Texts ---- */

    /** Return a page to show, with its best passages. */
    async show({ page, passages }, full, index, hits) {
      const chosen = passages.slice(0, PASSAGES).map((number) => this.place(page, number, index));
      const wanted = full ? chosen : chosen.filter((one) => one.part === chosen[0].part);
      const files = await Promise.all(wanted.map((one) => this.part(one.part)));
      const { location, title, label, guide } = files[0];
      return {
        location,
        label,
        guide,
        title: this.pieces(title, hits),
        passages: wanted.map(({ at }, i) => {
          const [anchor, heading, text, section] = files[i].passages[at];
          return { anchor, section, title: this.pieces(heading, hits), excerpt: this.excerpt(text, hits) };
        }),
      };
    }

    /** Return in which file a passage stands, and where in it. */
    place(page, passage, index) {
      let at = passage;
      let number = 0;
      while (at >= index.texts[page][number]) at -= index.texts[page][number++];
      return { part: `texts/${page}-${number}`, at };
    }

    /** Return where the sought words stand in a text: [start, end, form]. */
    marks(text, hits) {
      return [...text.matchAll(WORD)].flatMap((match) => {
        const plain = this.plain(match[0]);
        const form = this.fold(plain);
        const hit = hits.has(form) && !this.stopWords.has(plain) && !this.titleWords.has(plain);
        return hit ? [[match.index, match.index + match[0].length, form]] : [];
      });
    }

    pieces(text, hits, from = 0, to = text.length) {
      const pieces = [];
      let at = from;
      for (const [start, end] of this.marks(text, hits)) {
        if (start < from || end > to) continue;
        if (start > at) pieces.push({ text: text.slice(at, start), hit: false });
        pieces.push({ text: text.slice(start, end), hit: true });
        at = end;
      }
      if (at < to) pieces.push({ text: text.slice(at, to), hit: false });
      return pieces;
    }

    /** Return the stretch of a text that holds the most of what was sought, in pieces. */
    excerpt(text, hits) {
      if (text.length <= EXCERPT) return this.pieces(text, hits);
      const marks = this.marks(text, hits);
      let from = 0;
      let most = 0;
      for (const [start] of marks) {
        const forms = new Set(marks
          .filter(([other, end]) => other >= start && end <= start + EXCERPT - 40)
          .map((mark) => mark[2]));
        if (forms.size > most) [most, from] = [forms.size, start];
      }
      from = from < EXCERPT - 60 && marks.every(([start, end]) => start < from || end < EXCERPT || start > from)
        ? 0 : beginning(text, from);
      let to = Math.min(text.length, from + EXCERPT);
      if (to < text.length) to = text.lastIndexOf(" ", to);
      const pieces = this.pieces(text, hits, from, to);
      if (from) pieces.unshift({ text: "… ", hit: false });
      if (to < text.length) pieces.push({ text: " …", hit: false });
      return pieces;
    }
  }

  /** Return where the sentence around a place begins; in a long sentence, a few words before it. */
  function beginning(text, place) {
    const sentence = Math.max(...[". ", "? ", "! ", ": ", "· "].map((mark) => {
      const at = text.lastIndexOf(mark, place - 1);
      return at < 0 ? 0 : at + mark.length;
    }));
    if (place - sentence <= 60) return sentence;
    return text.indexOf(" ", place - 40) + 1;
  }

  /** Rank pages, of which there are `total` passages, by their best: [{page, score, passages}]. */
  function rank(groups, met, total, shareOf) {
    const needed = groups.filter((group) => !group.hint);
    const onPage = new Map(); // page to the best weight of each needed group
    const passages = new Set();
    // How much a word tells: the rarer, the more. Common words cannot outvote rare ones.
    const worth = needed.map(({ weights, share }) => (
      weights.size ? share * Math.log(1 + total / weights.size) : 0));
    needed.forEach(({ weights }, g) => weights.forEach((weight, passage) => {
      passages.add(passage);
      const page = Math.floor(passage / PASSAGE_BITS);
      if (!onPage.has(page)) onPage.set(page, new Float64Array(needed.length));
      const best = onPage.get(page);
      best[g] = Math.max(best[g], weight);
    }));
    const all = worth.reduce((sum, one) => sum + one, 0) || 1;
    const pages = new Map();
    for (const passage of passages) {
      const page = Math.floor(passage / PASSAGE_BITS);
      const best = onPage.get(page);
      let score = 0;
      let matched = 0;
      needed.forEach(({ weights }, g) => {
        const weight = weights.get(passage) || 0;
        score += weight || ELSEWHERE * best[g];
        matched += worth[g] * (weight ? 1 : best[g] ? NEAR : 0);
      });
      score += met.get(passage) || 0;
      for (const { weights, hint } of groups) if (hint) score += HINT * (weights.get(passage) || 0);
      score *= (matched / all) ** 1.5 * shareOf(page);
      if (!pages.has(page)) pages.set(page, []);
      pages.get(page).push([score, passage % PASSAGE_BITS]);
    }
    const ranked = [...pages].map(([page, found]) => {
      found.sort((one, other) => other[0] - one[0] || one[1] - other[1]);
      const strong = found.filter(([score]) => score >= WEAK_PASSAGE * found[0][0]);
      return { page, score: found[0][0], passages: strong.map((one) => one[1]) };
    });
    ranked.sort((one, other) => other.score - one.score || one.page - other.page);
    return ranked.filter(({ score }) => score >= WEAK_PAGE * ranked[0].score || score < NAMED && ranked[0].score >= NAMED);
  }

  PlainleafSearch.scripts = scripts;
  window.PlainleafSearch = PlainleafSearch;
})();
