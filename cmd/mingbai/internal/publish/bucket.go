package publish

import (
	"bytes"
	"cmp"
	"context"
	"crypto/md5"
	"encoding/hex"
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"mingbai/cmd/mingbai/internal/diag"
	"mingbai/cmd/mingbai/internal/output"
)

// Bucket is S3-compatible storage, such as Alibaba Cloud OSS, Huawei Cloud OBS, Tencent Cloud COS or MinIO.
type Bucket struct {
	client         *minio.Client
	bucket, prefix string
	wait           func(attempt int) // between attempts
}

// attempts is how often one request is made before the publishing is given up.
const attempts = 5

// OpenBucket makes the target of an address like s3://bucket/folder at an endpoint such as
// https://oss-cn-guizhou.aliyuncs.com. The keys are those of the environment: AWS_ACCESS_KEY_ID,
// AWS_SECRET_ACCESS_KEY, and AWS_SESSION_TOKEN if there is one.
func OpenBucket(address, endpoint, region string, transport http.RoundTripper) (*Bucket, error) {
	to, err := url.Parse(address)
	if err != nil || to.Scheme != "s3" || to.Host == "" {
		return nil, Fault("publish-address", address)
	}
	at, err := url.Parse(endpoint)
	if err != nil || at.Host == "" || at.Scheme != "https" && at.Scheme != "http" {
		return nil, Fault("publish-endpoint", endpoint)
	}
	client, err := minio.New(at.Host, &minio.Options{
		Creds: credentials.NewEnvAWS(), Secure: at.Scheme == "https", Region: region, Transport: transport, MaxRetries: 1,
	})
	if err != nil {
		return nil, err
	}
	prefix := strings.Trim(to.Path, "/")
	if prefix != "" {
		prefix += "/"
	}
	return &Bucket{client: client, bucket: to.Host, prefix: prefix, wait: func(n int) { time.Sleep(time.Second << n) }}, nil
}

// Error is a fault of publishing with a text of the diagnostics catalogue.
type Error struct {
	fault diag.Diagnostic
	err   error
}

// Error is the English message.
func (e *Error) Error() string { return e.fault.String() }

// Unwrap gives what the system said.
func (e *Error) Unwrap() error { return e.err }

// Diagnostic gives the fault to whoever prints it in the reader's language.
func (e *Error) Diagnostic() diag.Diagnostic { return e.fault }

// Fault makes an Error at a place.
func Fault(name, place string, args ...any) *Error {
	return &Error{fault: diag.Diagnostic{Pos: diag.Pos{File: place}, Name: name, Args: args}}
}

// again makes a request until it succeeds, cannot succeed, or has failed too often.
func (b *Bucket) again(ctx context.Context, key string, request func() error) error {
	for n := 0; ; n++ {
		err := request()
		status := minio.ToErrorResponse(err).StatusCode
		switch {
		case err == nil || ctx.Err() != nil:
			return cmp.Or(err, ctx.Err())
		case status >= 400 && status < 500 && status != http.StatusRequestTimeout && status != http.StatusTooManyRequests:
			return &Error{Fault("publish-refused", "s3://"+b.bucket+"/"+key, err).fault, err}
		case n+1 == attempts:
			return &Error{Fault("publish-broken", "s3://"+b.bucket+"/"+key, err).fault, err}
		}
		b.wait(n)
	}
}

// listKey is the object that lists the files of the last publishing, in the form of package output.
const listKey = ".mingbai/manifest.json"

type listEntry struct {
	Path string `json:"path"`
	Sum  string `json:"sha256"`
}

// Public implements Target.
func (b *Bucket) Public(ctx context.Context) (map[string]string, error) {
	var data []byte
	key := b.prefix + listKey
	err := b.again(ctx, key, func() error {
		object, err := b.client.GetObject(ctx, b.bucket, key, minio.GetObjectOptions{})
		if err != nil {
			return err
		}
		defer object.Close()
		data, err = io.ReadAll(object)
		if minio.ToErrorResponse(err).Code == minio.NoSuchKey {
			data = nil
			return nil
		}
		return err
	})
	if err != nil || data == nil {
		return nil, err
	}
	var doc struct {
		Files []listEntry `json:"files"`
	}
	if err := json.Unmarshal(data, &doc); err != nil {
		return nil, Fault("output-manifest", "s3://"+b.bucket+"/"+key)
	}
	files := map[string]string{}
	for _, e := range doc.Files {
		files[e.Path] = e.Sum
	}
	return files, nil
}

// list puts the list of what is ours. It comes before the first file, with the files of both releases,
// and after the last.
func (b *Bucket) list(ctx context.Context, files map[string]string) error {
	var entries []listEntry
	for _, p := range slices.Sorted(maps.Keys(files)) {
		entries = append(entries, listEntry{p, files[p]})
	}
	data, err := json.Marshal(map[string]any{"version": 1, "files": entries})
	if err != nil {
		return err
	}
	return b.put(ctx, listKey, data, minio.PutObjectOptions{ContentType: "application/json", CacheControl: ask})
}

func (b *Bucket) put(ctx context.Context, p string, data []byte, opt minio.PutObjectOptions) error {
	opt.DisableMultipart = true // the ETag is then the MD5 of the bytes
	key := b.prefix + p
	return b.again(ctx, key, func() error {
		_, err := b.client.PutObject(ctx, b.bucket, key, bytes.NewReader(data), int64(len(data)), opt)
		return err
	})
}

// object is what the storage says of one that it has; tag is the MD5 of its bytes, unless the storage
// encrypts with keys of its own.
type object struct {
	tag  string
	size int64
}

// there lists every object that is in the bucket.
func (b *Bucket) there(ctx context.Context) (map[string]object, error) {
	var found map[string]object
	err := b.again(ctx, b.prefix, func() error {
		found = map[string]object{}
		for o := range b.client.ListObjectsIter(ctx, b.bucket, minio.ListObjectsOptions{Prefix: b.prefix, Recursive: true}) {
			if o.Err != nil {
				return o.Err
			}
			found[strings.TrimPrefix(o.Key, b.prefix)] = object{strings.Trim(o.ETag, `"`), o.Size}
		}
		return nil
	})
	return found, err
}

// Sync implements Target.
func (b *Bucket) Sync(ctx context.Context, r *Release, done func(done, total int)) (Report, error) {
	var report Report
	public, err := b.Public(ctx)
	if err != nil {
		return report, err
	}
	there, err := b.there(ctx)
	if err != nil {
		return report, err
	}
	next, sums, err := b.plan(r, public, there)
	if err != nil {
		return report, err
	}
	both := maps.Clone(sums)
	for p, sum := range public {
		both[p] = cmp.Or(both[p], sum)
	}
	if len(next) > 0 || !maps.Equal(public, sums) {
		if err := b.list(ctx, both); err != nil {
			return report, err
		}
	}
	report.Same = len(r.Files) - len(next)
	for _, f := range next {
		if err := b.upload(ctx, r, f); err != nil {
			return report, err
		}
		report.Written++
		done(report.Same+report.Written, len(r.Files))
	}
	if report.Removed, err = b.sweep(ctx, public, sums, there); err != nil {
		return report, err
	}
	if err := b.confirm(ctx, r); err != nil || maps.Equal(public, sums) {
		return report, err
	}
	return report, b.list(ctx, sums)
}

// plan lists the files to send, in the order of need: new ones before those that replace others.
func (b *Bucket) plan(r *Release, public map[string]string, there map[string]object) ([]File, map[string]string, error) {
	var next []File
	sums := map[string]string{}
	for _, f := range r.Files {
		sums[f.Path] = f.Sum
		o, present := there[f.Path]
		if present {
			data, err := os.ReadFile(r.Path(f.Path))
			if err != nil {
				return nil, nil, err
			}
			if o.tag == tagOf(data) {
				continue
			}
			if _, ours := public[f.Path]; !ours {
				return nil, nil, Fault("output-foreign", "s3://"+b.bucket+"/"+b.prefix+f.Path)
			}
		}
		next = append(next, f)
	}
	slices.SortFunc(next, func(x, y File) int {
		_, old := there[x.Path]
		_, older := there[y.Path]
		if old != older {
			if old {
				return 1
			}
			return -1
		}
		return output.ByNeed(need(x), need(y))
	})
	return next, sums, nil
}

// need is the path by which a file is ordered: a compressed form belongs to what it is of.
func need(f File) string {
	if f.Encoding != "" {
		return f.Path[:strings.LastIndexByte(f.Path, '.')]
	}
	return f.Path
}

func tagOf(data []byte) string {
	sum := md5.Sum(data) // what S3 gives as the ETag; not for safety
	return hex.EncodeToString(sum[:])
}

func (b *Bucket) upload(ctx context.Context, r *Release, f File) error {
	data, err := os.ReadFile(r.Path(f.Path))
	if err != nil {
		return err
	}
	if hash(data) != f.Sum {
		return Fault("release-damaged", f.Path)
	}
	opt := minio.PutObjectOptions{ContentType: f.Type, CacheControl: ask, ContentEncoding: f.Encoding}
	if f.Immutable {
		opt.CacheControl = keep
	}
	return b.put(ctx, f.Path, data, opt)
}

// sweep deletes what earlier publishings put there and this one has not, pages first.
func (b *Bucket) sweep(ctx context.Context, public, sums map[string]string, there map[string]object) (int, error) {
	var gone []string
	for p := range public {
		if _, present := there[p]; present && sums[p] == "" {
			gone = append(gone, p)
		}
	}
	slices.SortFunc(gone, func(x, y string) int { return output.ByNeed(y, x) })
	for _, p := range gone {
		key := b.prefix + p
		if err := b.again(ctx, key, func() error { return b.client.RemoveObject(ctx, b.bucket, key, minio.RemoveObjectOptions{}) }); err != nil {
			return 0, err
		}
	}
	return len(gone), nil
}

// confirm asks the storage for all that it has and compares names and sizes.
func (b *Bucket) confirm(ctx context.Context, r *Release) error {
	there, err := b.there(ctx)
	if err != nil {
		return err
	}
	for _, f := range r.Files {
		if o, present := there[f.Path]; !present || o.size != f.Size {
			return Fault("publish-broken", "s3://"+b.bucket+"/"+b.prefix+f.Path, "the storage has lost it")
		}
	}
	return nil
}
