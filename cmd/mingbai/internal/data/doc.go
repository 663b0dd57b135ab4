// Package data writes the facts of the site for programs and spreadsheets, below data/.
//
// # Datasets
//
// licences, guides, materials, measures, agencies and targets each have
//
//	data/<name>.json         every row, Chinese and English words side by side
//	data/<name>.zh.csv       one line for each row, words in Chinese
//	data/<name>.en.csv       the same in English
//	data/<name>.schema.json  JSON Schema (2020-12) of the JSON file
//
// A row is one Go struct; its tags say what each field holds, in both languages. Schema, catalogue
// page and the heads of the CSV files are all made from these tags ([Dataset]), so they cannot differ
// from the data.
//
// data/guides/<slug>.json holds exactly the [schedule.Graph] of a guide: the browser computes from it
// when the reader answers the guide's questions. data/guide-graph.schema.json describes it.
// data/services.jsonld says the same facts in the vocabulary of CPSV-AP 3.2, see [services].
// [PageLD] gives what a page says of itself in the vocabulary of schema.org.
//
// # What a reader of the files may rely on
//
// Nothing is left out silently: a fact that nobody knows is null, an evidence mark stands beside each
// fact that has legal weight (a fact without its own mark has that of its item), and words without a
// translation are null in English. Periods keep the unit that the law wrote; none is converted, and
// figures of different units are never added. Addresses are absolute. Ids do not change with the
// language: "childcare-filing" in one file is "childcare-filing" in all, and
// "life-services-2023#measure-19" is a measure.
//
// A CSV file is RFC 4180 in UTF-8 with a byte order mark, so that spreadsheets read Chinese. A cell of
// words that begins like a formula gets a leading apostrophe. Lists stand in one cell, joined by "; ".
//
// The same site gives the same bytes: there is no clock, and every date comes from the sources.
package data
