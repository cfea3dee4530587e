package signalbox.knowledge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.util.QueryBuilder;
import org.jspecify.annotations.Nullable;

/// Full-text search over the sections of articles, ranked by BM25; words of the title and heading weigh more.
final class ArticleIndex {
    record Hit(String id, String title, String excerpt, float score) {}

    private static final int EXCERPT = 280;

    private final Analyzer analyzer = new EnglishAnalyzer();
    private final IndexSearcher searcher;

    ArticleIndex(Articles articles) throws IOException {
        var directory = new ByteBuffersDirectory();
        try (var writer = new IndexWriter(directory, new IndexWriterConfig(analyzer))) {
            for (var article : articles.byId().values()) {
                for (var section : article.sections()) {
                    writer.addDocument(document(article, section));
                }
            }
        }
        searcher = new IndexSearcher(DirectoryReader.open(directory));
    }

    /// The best matching articles, best first, each once; plain words, no query syntax.
    List<Hit> search(String words, int limit) {
        var query = query(words);
        if (query == null) {
            return List.of();
        }
        try {
            var hits = new ArrayList<Hit>();
            var seen = new HashSet<String>();
            var fields = searcher.storedFields();
            for (var found : searcher.search(query, limit * 8).scoreDocs) {
                var document = fields.document(found.doc);
                if (hits.size() < limit && seen.add(document.get("id"))) {
                    hits.add(new Hit(document.get("id"), document.get("name"), document.get("excerpt"), found.score));
                }
            }
            return hits;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private @Nullable Query query(String words) {
        var builder = new QueryBuilder(analyzer);
        var query = new BooleanQuery.Builder();
        boolean any = false;
        for (var field : List.of("title", "heading", "body")) {
            var part = builder.createBooleanQuery(field, words);
            if (part != null) {
                any = true;
                query.add("body".equals(field) ? part : new BoostQuery(part, 2), BooleanClause.Occur.SHOULD);
            }
        }
        return any ? query.build() : null;
    }

    private static Document document(Article article, Article.Section section) {
        var document = new Document();
        document.add(new StoredField("id", article.id()));
        document.add(new StoredField("name", article.title()));
        document.add(new StoredField("excerpt", excerpt(section.text())));
        document.add(new TextField("title", article.title(), Field.Store.NO));
        document.add(new TextField("heading", section.heading(), Field.Store.NO));
        document.add(new TextField("body", section.text(), Field.Store.NO));
        return document;
    }

    private static String excerpt(String text) {
        var flat = text.replaceAll("\\s+", " ").strip();
        if (flat.length() <= EXCERPT) {
            return flat;
        }
        int space = flat.lastIndexOf(' ', EXCERPT);
        return flat.substring(0, space > 0 ? space : EXCERPT) + " ...";
    }
}
