// Says what BuildKit's client would send of a build context. Reads one JSON object a line, and answers each by one.
package main

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	gofs "io/fs"
	"os"
	"path"
	"path/filepath"
	"sort"
	"strings"

	"github.com/moby/patternmatcher/ignorefile"
	"github.com/tonistiigi/fsutil"
	"github.com/tonistiigi/fsutil/types"
)

// Names are bytes, which JSON carries as base64.
type question struct {
	// The text of an ignore file.
	Ignore []byte
	// A folder on the disk.
	Folder string
	// Or a list of files that exist in memory only; a folder ends with a slash.
	Paths [][]byte
}

type entry struct {
	Path []byte `json:"path"`
	Mode uint32 `json:"mode"`
	Size int64  `json:"size"`
	Link []byte `json:"link"`
	// SHA-256 of what is sent of a file.
	Content string `json:"content,omitempty"`
	Opens   bool   `json:"opens"`
}

type answer struct {
	Entries []entry `json:"entries"`
	Error   string  `json:"error,omitempty"`
}

func main() {
	in := bufio.NewReaderSize(os.Stdin, 1<<20)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	// The scanner of the patterns tells of bytes that are no UTF-8.
	os.Stderr, _ = os.Open(os.DevNull)
	for {
		line, err := in.ReadBytes('\n')
		if len(bytes.TrimSpace(line)) > 0 {
			var asked question
			if err := json.Unmarshal(line, &asked); err != nil {
				panic(err)
			}
			said, err := json.Marshal(asked.answer())
			if err != nil {
				panic(err)
			}
			fmt.Fprintf(out, "%s\n", said)
			out.Flush()
		}
		if err == io.EOF {
			return
		}
	}
}

func (q question) answer() answer {
	rules, err := ignorefile.ReadAll(bytes.NewReader(q.Ignore))
	if err != nil {
		return answer{Error: err.Error()}
	}
	var source fsutil.FS
	if q.Folder == "" {
		source = newMemory(q.Paths)
	} else if source, err = fsutil.NewFS(q.Folder); err != nil {
		return answer{Error: err.Error()}
	}
	// As BuildKit's client: without owners, then without what is ignored.
	owned, err := fsutil.NewFilterFS(source, &fsutil.FilterOpt{Map: func(_ string, stat *types.Stat) fsutil.MapResult {
		stat.Uid, stat.Gid = 0, 0
		return fsutil.MapResultKeep
	}})
	if err != nil {
		return answer{Error: err.Error()}
	}
	filtered, err := fsutil.NewFilterFS(owned, &fsutil.FilterOpt{ExcludePatterns: rules})
	if err != nil {
		return answer{Error: err.Error()}
	}
	entries := []entry{}
	err = fsutil.WithHardlinkReset(filtered).Walk(context.Background(), "/", func(name string, d gofs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		stat := info.Sys().(*types.Stat)
		found := entry{Path: []byte(stat.Path), Mode: stat.Mode, Size: stat.Size, Link: []byte(stat.Linkname)}
		if os.FileMode(stat.Mode)&os.ModeType == 0 {
			content, err := filtered.Open(stat.Path)
			found.Opens = err == nil
			if err == nil {
				sum := sha256.New()
				io.Copy(sum, content)
				content.Close()
				found.Content = fmt.Sprintf("%x", sum.Sum(nil))
			}
		}
		entries = append(entries, found)
		return nil
	})
	if err != nil {
		return answer{Error: err.Error()}
	}
	return answer{Entries: entries}
}

// A tree that stands in no folder: names may be what no file system takes, and thousands cost nothing.
type memory struct {
	children map[string][]string
	stats    map[string]*types.Stat
}

func newMemory(paths [][]byte) *memory {
	m := &memory{children: map[string][]string{}, stats: map[string]*types.Stat{}}
	for _, given := range paths {
		name := strings.TrimSuffix(string(given), "/")
		mode := uint32(0o644)
		if name != string(given) {
			mode = uint32(os.ModeDir | 0o755)
		}
		m.add(name, mode)
	}
	for _, names := range m.children {
		sort.Strings(names)
	}
	return m
}

func (m *memory) add(name string, mode uint32) {
	if m.stats[name] != nil {
		return
	}
	folder := path.Dir(name)
	if folder != "." {
		m.add(folder, uint32(os.ModeDir|0o755))
	}
	m.stats[name] = &types.Stat{Path: name, Mode: mode}
	m.children[folder] = append(m.children[folder], name)
}

func (m *memory) Walk(_ context.Context, _ string, visit gofs.WalkDirFunc) error {
	err := m.walk(".", visit)
	if errors.Is(err, filepath.SkipDir) || errors.Is(err, filepath.SkipAll) {
		return nil
	}
	return err
}

func (m *memory) walk(folder string, visit gofs.WalkDirFunc) error {
	for _, name := range m.children[folder] {
		stat := m.stats[name]
		err := visit(name, &fsutil.DirEntryInfo{Stat: stat}, nil)
		if err == nil && stat.IsDir() {
			err = m.walk(name, visit)
		}
		if errors.Is(err, filepath.SkipDir) {
			if stat.IsDir() {
				continue
			}
			return nil
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (m *memory) Open(name string) (io.ReadCloser, error) {
	return io.NopCloser(strings.NewReader("")), nil
}
